// Generated from docs/openapi.json by `npm run docs`.

export interface paths {
    "/v1/onboardings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List onboardings, newest first */
        get: {
            parameters: {
                query?: {
                    stage?: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
                    outcome?: "funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled";
                    user_id?: string;
                    /** @description Shows only entries that have this value under this key: `?metadata[order]=7`. */
                    metadata?: {
                        [key: string]: string;
                    };
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Onboarding"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Start an onboarding
         * @description Show the Link of `next_action` to the applicant.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "user_id": "user-1",
                     *       "applicant": {
                     *         "legal_name": "Alberta Bobbeth Charleson",
                     *         "email": "accountholder0@example.com"
                     *       },
                     *       "funding": {
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "amount": "25.00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Your own opaque id of the applicant. Operators see it. */
                        user_id: string;
                        applicant: {
                            /** @description The name that the bank has to know the owner by. */
                            legal_name: string;
                            email?: string | null;
                            phone?: string | null;
                            address?: {
                                street: string;
                                city: string;
                                region?: string | null;
                                postal_code: string;
                                /** @description ISO 3166-1 alpha-2, such as "US". */
                                country: string;
                            } | null;
                        };
                        /** @description The money to move. Without it, Gangway verifies the account only. */
                        funding?: {
                            /** @constant */
                            rail: "ach";
                            /** @enum {string} */
                            direction: "debit" | "credit";
                            /** @description A decimal string, such as "25.00". */
                            amount: string;
                            /**
                             * @default USD
                             * @constant
                             */
                            currency?: "USD";
                            /**
                             * @default ach
                             * @enum {string}
                             */
                            network?: "ach" | "same-day-ach" | "rtp";
                            /** @description Default: web for a debit, ppd for a credit. None on rtp. */
                            ach_class?: ("ccd" | "ppd" | "tel" | "web") | null;
                            /**
                             * @description The text on the bank statement: at most 10 characters, 15 on rtp.
                             * @default GANGWAY
                             */
                            description?: string;
                        } | {
                            /** @constant */
                            rail: "payment-initiation";
                            /** @description A decimal string, such as "25.00". */
                            amount: string;
                            /** @enum {string} */
                            currency: "GBP" | "EUR" | "PLN" | "SEK" | "DKK" | "NOK";
                            recipient: {
                                name: string;
                                iban?: string;
                                bacs?: {
                                    account: string;
                                    sort_code: string;
                                };
                                address?: {
                                    street: string;
                                    city: string;
                                    postal_code: string;
                                    /** @description ISO 3166-1 alpha-2, such as "US". */
                                    country: string;
                                } | null;
                            };
                            reference?: string | null;
                        };
                        /** @description Data of the bank that Gangway reads for you beside the account. */
                        products?: ("transactions" | "assets" | "income")[];
                        /** @description Your decisions that differ from the defaults. */
                        policy?: {
                            link_within_days?: number;
                            review_within_days?: number;
                            repair_within_days?: number;
                            verified_within_days?: number;
                            trouble_within_days?: number;
                            remind_after_days?: number[];
                            link_again?: number;
                            /** @enum {string} */
                            database_caution?: "accept" | "review" | "refuse";
                            /** @enum {string} */
                            remove_item?: "never" | "on_failure" | "always";
                            duplicates?: {
                                /** @enum {string} */
                                same_user?: "allow" | "review" | "refuse";
                                /** @enum {string} */
                                other_user?: "allow" | "review" | "refuse";
                            };
                            identity_verification?: {
                                template_id: string;
                            };
                            identity?: {
                                thresholds?: {
                                    legal_name?: number;
                                    email?: number;
                                    phone?: number;
                                    address?: number;
                                };
                                /** @enum {string} */
                                nicknames?: "accept" | "review";
                                /** @enum {string} */
                                businesses?: "accept" | "review";
                            };
                            review?: {
                                four_eyes?: boolean;
                                different_keys?: boolean;
                            };
                            /** @enum {string} */
                            unchecked_risk?: "decline" | "review" | "accept";
                            network_fallback?: boolean;
                            limit_within_days?: number;
                            ledger_within_days?: number;
                            signal_ruleset?: string;
                            confirm?: {
                                within_days?: number;
                            };
                            reinitiate?: 0 | 1 | 2;
                            payment?: {
                                /** @enum {string} */
                                done_at?: "INITIATED" | "EXECUTED" | "SETTLED";
                                wait_days?: number;
                            };
                        };
                        /** @description At most 20 strings of your own, under names of your own. Never personal data: they are not encrypted. */
                        metadata?: {
                            [key: string]: string;
                        };
                        /** @description What the applicant agreed to, if the funding is a debit. */
                        consent?: {
                            /** @description The text that the person saw, with everything filled in. */
                            text: string;
                            /** @description The id of the text from /v1/consent_texts, if you showed one of these. */
                            text_id?: ("single.en.1" | "recurring.en.1") | null;
                            given_at: string;
                        };
                        /** @description Settings of Link that differ from those of /v1/link_settings. */
                        link?: {
                            /** @description The name that the applicant reads in Link. Default: "Gangway". */
                            client_name?: string | null;
                            /** @description The language of Link. Default: "en". */
                            language?: ("da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi") | null;
                            /** @description The countries whose banks Link offers. Default: all that the rail reaches. */
                            country_codes?: ("US" | "CA" | "GB" | "ES" | "NL" | "FR" | "IE" | "DE" | "IT" | "PL" | "DK" | "NO" | "SE" | "EE" | "LT" | "LV" | "PT" | "BE" | "AT" | "FI")[] | null;
                            /** @description The name of a customization of Link in Plaid's Dashboard. Default: Plaid's own. */
                            customization_name?: string | null;
                            /** @description Where the hosted page of Link (`url`) sends the applicant at the end. Registered as `return`. */
                            completion_redirect_uri?: string | null;
                            /** @description Where a bank with OAuth sends the applicant, if you embed Link. Registered as `oauth`. */
                            oauth_redirect_uri?: string | null;
                            /** @description Your Android app, if it embeds Link, in place of oauth_redirect_uri. Registered as `android`. */
                            android_package_name?: string | null;
                        };
                        /**
                         * @deprecated
                         * @description The older name of `link.completion_redirect_uri`.
                         */
                        redirect_uri?: string | null;
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        Location: components["headers"]["Location"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Onboarding"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "idempotency_key_required" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "erased" | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("idempotency_in_progress" | "erasure_under_way" | "stage_conflict" | "case_closed") | unknown;
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("invalid_input" | "idempotency_key_reused" | "address_not_registered") | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "quota_reached" | "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an onboarding */
        get: {
            parameters: {
                query?: {
                    /** @description Holds the answer for so many seconds at most, until the case has changed or is closed. */
                    wait?: number;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: {
                    /** @description The ETag of the answer that you have. 304 says that it is still right. */
                    "If-None-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        ETag: components["headers"]["ETag"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Onboarding"];
                    };
                };
                /** @description Not Modified */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the case as server-sent events
         * @description Each event has the `id`, and as `data` the JSON, of an entry of the timeline. An event of the type `end`, with the `outcome`, closes the stream of a closed case. A closed case without further events answers 204, after which an `EventSource` does not connect again.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The id of an event: the stream begins behind it. */
                    after?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: {
                    /** @description The id of the last event that you have, as an `EventSource` sends it. Goes before `after`. */
                    "Last-Event-ID"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "too_many_streams" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what happened to the case, oldest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["TimelineEntry"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Plaid's webhooks about the case, newest first
         * @description Webhooks that are done are kept for some weeks. One that only says that a feed has news is about no case.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["CaseWebhook"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/transfer_events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Plaid's events of the case's transfers and refunds, oldest first
         * @description As Gangway has read them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["CaseTransferEvent"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report how Link ended */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "returned": true
                     *     }
                     */
                    "application/json": {
                        public_token?: string;
                        metadata?: unknown;
                        exit?: {
                            /** @default false */
                            final?: boolean;
                            error_code?: string | null;
                            status?: string | null;
                        };
                        /** @constant */
                        returned?: true;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Onboarding"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "onboarding_not_found" | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("idempotency_in_progress" | "stage_conflict" | "no_link_session" | "public_token_not_named") | unknown;
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("invalid_input" | "idempotency_key_reused") | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "too_many_looks" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/link_token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a Link token that can be used now
         * @description Without `for`, the token is for what the case waits for; with it, for one of its `offers`.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "for": "renew_login"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        for?: "select_accounts" | "renew_login" | "verify_income";
                        /**
                         * @description Link is in this language, and leads back to the person's page and not to your address.
                         * @enum {string}
                         */
                        page_language?: "da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi";
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Onboarding"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("onboarding_not_found" | "erased") | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("idempotency_in_progress" | "stage_conflict" | "not_offered" | "payment_not_open") | unknown;
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("invalid_input" | "idempotency_key_reused") | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "too_many_looks" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a reviewer's decision */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "decision": "approve",
                     *       "reviewer": "ops-7",
                     *       "reason": "name_variant",
                     *       "note": "Seen the marriage certificate."
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        decision: "approve" | "reject";
                        reviewer: string;
                        reason?: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                        note?: string | null;
                        question?: string | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Onboarding"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "erased";
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "case_closed" | "other_question" | "same_key" | "approved_already" | "assigned_to_another";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/review/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a case in review for half an hour */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reviewer": "ops-7"
                     *     }
                     */
                    "application/json": {
                        /** @description The reviewer who asks. */
                        reviewer: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Assignment"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["onboarding_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "assigned_to_another";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/review/give_back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back a case in review */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reviewer": "ops-7"
                     *     }
                     */
                    "application/json": {
                        /** @description The reviewer who asks. */
                        reviewer: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Assignment"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["onboarding_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "assigned_to_another";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/review/hand_over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand over a case in review to another reviewer */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reviewer": "ops-7",
                     *       "to": "ops-8"
                     *     }
                     */
                    "application/json": {
                        /** @description The reviewer who asks. */
                        reviewer: string;
                        /** @description The reviewer who works on the case from now. */
                        to: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Assignment"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["onboarding_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "assigned_to_another";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the reviewers' decisions on the case with their notes, oldest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Review"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/related": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your other cases with the same account or of the same user, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["RelatedCase"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the transfer that Plaid has authorized */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "by": "ops-7"
                     *     }
                     */
                    "application/json": {
                        by?: string | null;
                        question?: string | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Onboarding"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["onboarding_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "case_closed" | "other_question" | "answered_already";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse that transfer */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "by": "ops-7"
                     *     }
                     */
                    "application/json": {
                        by?: string | null;
                        question?: string | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Onboarding"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["onboarding_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "case_closed" | "other_question" | "answered_already";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel, while no money has moved */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "user_request"
                     *     }
                     */
                    "application/json": {
                        reason?: string | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Onboarding"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "onboarding_not_found" | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("idempotency_in_progress" | "stage_conflict" | "case_closed" | "not_cancellable") | unknown;
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("invalid_input" | "idempotency_key_reused") | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/lift_hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift the holds that returns have put on the account */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reviewer": "ops-7"
                     *     }
                     */
                    "application/json": {
                        reviewer: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Onboarding"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["onboarding_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "not_on_hold";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the metadata */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "metadata": {
                     *         "order": "7",
                     *         "campaign": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description The keys to set. A key with null is removed, and keys that you leave out stay. */
                        metadata: {
                            [key: string]: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Onboarding"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "erased";
                        };
                    };
                };
                409: components["responses"]["idempotency_in_progress"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/authorization_proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the proofs that the applicant authorized the debits */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            onboarding_id: string;
                            debits: components["schemas"]["AuthorizedDebit"][];
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "tenant_not_found" | "authorization_proof_not_found";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund a debit or a payment
         * @description Without `amount`, Gangway refunds all that is left.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "amount": "5.00"
                     *     }
                     */
                    "application/json": {
                        /** @description A decimal string, such as "25.00". */
                        amount?: string;
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Onboarding"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "idempotency_key_required" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("onboarding_not_found" | "recipient_missing") | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("idempotency_in_progress" | "not_refundable" | "not_settled" | "refund_too_late" | "refund_too_much" | "refund_too_little" | "refund_refused") | unknown;
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("invalid_input" | "idempotency_key_reused") | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("refund_unknown" | "plaid_limit" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the applicant and the owners of the account, for a reviewer */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Identity"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "tenant_not_found" | "applicant_missing" | "erased";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the bank's transactions of the account, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["BankTransaction"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                            /** @description The state of the feed. Null until it has begun. */
                            sync: {
                                update_status: string | null;
                                error: string | null;
                                read_at: string | null;
                            } | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "tenant_not_found";
                        };
                    };
                };
                409: components["responses"]["product_not_asked_for"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/reports/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a report as Plaid sent it */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                    report_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Report"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "onboarding_not_found" | "report_not_found" | "tenant_not_found" | "erased";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/applicant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Erase the applicant of a closed case */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "onboarding_not_found" | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "case_open" | unknown;
                        };
                    };
                };
                422: components["responses"]["PLAID"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export all that Gangway holds of a person
         * @description Each case has one list of rows for each table. The answer comes as a stream; if the connection breaks, ask again.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    user_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserExport"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "tenant_not_found" | "user_not_found";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erase a person in all their cases
         * @description 202 while something is left, with which Gangway goes on. A repeat gets the same receipt.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    user_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Erasure"];
                    };
                };
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Erasure"];
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["user_not_found"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user_id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the receipt of a person's newest erasure */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    user_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Erasure"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "tenant_not_found" | "user_not_found" | "erasure_not_found";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List linked accounts, newest first */
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                    onboarding_id?: string;
                    /** @description Shows only entries that have this value under this key: `?metadata[order]=7`. */
                    metadata?: {
                        [key: string]: string;
                    };
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Account"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a linked account */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Account"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "account_not_found" | "tenant_not_found";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** End the use of a linked account */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Account"];
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["account_not_found"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the metadata */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "metadata": {
                     *         "order": "7",
                     *         "campaign": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description The keys to set. A key with null is removed, and keys that you leave out stay. */
                        metadata: {
                            [key: string]: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Account"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "account_not_found" | "erased";
                        };
                    };
                };
                409: components["responses"]["idempotency_in_progress"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/link_token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a Link token for a new login
         * @description Link has the settings of the onboarding that linked the account, above those of the tenant, unless `link` has others.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "link": {
                     *         "language": "es"
                     *       }
                     *     }
                     */
                    "application/json": {
                        link?: {
                            /** @description The name that the applicant reads in Link. Default: "Gangway". */
                            client_name?: string | null;
                            /** @description The language of Link. Default: "en". */
                            language?: ("da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi") | null;
                            /** @description The countries whose banks Link offers. Default: all that the rail reaches. */
                            country_codes?: ("US" | "CA" | "GB" | "ES" | "NL" | "FR" | "IE" | "DE" | "IT" | "PL" | "DK" | "NO" | "SE" | "EE" | "LT" | "LV" | "PT" | "BE" | "AT" | "FI")[] | null;
                            /** @description The name of a customization of Link in Plaid's Dashboard. Default: Plaid's own. */
                            customization_name?: string | null;
                            /** @description Where the hosted page of Link (`url`) sends the applicant at the end. Registered as `return`. */
                            completion_redirect_uri?: string | null;
                            /** @description Where a bank with OAuth sends the applicant, if you embed Link. Registered as `oauth`. */
                            oauth_redirect_uri?: string | null;
                            /** @description Your Android app, if it embeds Link, in place of oauth_redirect_uri. Registered as `android`. */
                            android_package_name?: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccountWithLink"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("account_not_found" | "erased") | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "account_unusable" | unknown;
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("invalid_input" | "address_not_registered") | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "too_many_looks" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the numbers of a linked account */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccountNumbers"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("account_not_found" | "tenant_not_found") | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("account_unusable" | "account_repair_needed" | "account_not_shared") | unknown;
                        };
                    };
                };
                422: components["responses"]["PLAID"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/processor_token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a token with which a processor reads the numbers from Plaid */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "processor": "dwolla"
                     *     }
                     */
                    "application/json": {
                        processor: components["schemas"]["Processor"];
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProcessorToken"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "idempotency_key_required" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "account_not_found" | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("idempotency_in_progress" | "account_unusable" | "account_repair_needed" | "account_not_shared") | unknown;
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("invalid_input" | "idempotency_key_reused") | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "processor_unavailable" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a transfer on a linked account */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "direction": "debit",
                     *       "amount": "40.00",
                     *       "consent": {
                     *         "text": "I authorize Acme to debit my account for order 7.",
                     *         "given_at": "2026-01-05T09:30:00Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @default ach
                         * @constant
                         */
                        rail?: "ach";
                        /** @enum {string} */
                        direction: "debit" | "credit";
                        /** @description A decimal string, such as "25.00". */
                        amount: string;
                        /**
                         * @default USD
                         * @constant
                         */
                        currency?: "USD";
                        /**
                         * @default ach
                         * @enum {string}
                         */
                        network?: "ach" | "same-day-ach" | "rtp";
                        /** @description Default: web for a debit, ppd for a credit. None on rtp. */
                        ach_class?: ("ccd" | "ppd" | "tel" | "web") | null;
                        /**
                         * @description The text on the bank statement: at most 10 characters, 15 on rtp.
                         * @default GANGWAY
                         */
                        description?: string;
                        policy?: {
                            review_within_days?: number;
                            repair_within_days?: number;
                            trouble_within_days?: number;
                            remind_after_days?: number[];
                            identity?: {
                                thresholds?: {
                                    legal_name?: number;
                                    email?: number;
                                    phone?: number;
                                    address?: number;
                                };
                                /** @enum {string} */
                                nicknames?: "accept" | "review";
                                /** @enum {string} */
                                businesses?: "accept" | "review";
                            };
                            review?: {
                                four_eyes?: boolean;
                                different_keys?: boolean;
                            };
                            /** @enum {string} */
                            unchecked_risk?: "decline" | "review" | "accept";
                            network_fallback?: boolean;
                            limit_within_days?: number;
                            ledger_within_days?: number;
                            signal_ruleset?: string;
                            confirm?: {
                                within_days?: number;
                            };
                            reinitiate?: 0 | 1 | 2;
                        };
                        /** @description At most 20 strings of your own, under names of your own. Never personal data: they are not encrypted. */
                        metadata?: {
                            [key: string]: string;
                        };
                        /** @description Settings of Link, for a repair, that differ from those of the onboarding. */
                        link?: {
                            /** @description The name that the applicant reads in Link. Default: "Gangway". */
                            client_name?: string | null;
                            /** @description The language of Link. Default: "en". */
                            language?: ("da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi") | null;
                            /** @description The countries whose banks Link offers. Default: all that the rail reaches. */
                            country_codes?: ("US" | "CA" | "GB" | "ES" | "NL" | "FR" | "IE" | "DE" | "IT" | "PL" | "DK" | "NO" | "SE" | "EE" | "LT" | "LV" | "PT" | "BE" | "AT" | "FI")[] | null;
                            /** @description The name of a customization of Link in Plaid's Dashboard. Default: Plaid's own. */
                            customization_name?: string | null;
                            /** @description Where the hosted page of Link (`url`) sends the applicant at the end. Registered as `return`. */
                            completion_redirect_uri?: string | null;
                            /** @description Where a bank with OAuth sends the applicant, if you embed Link. Registered as `oauth`. */
                            oauth_redirect_uri?: string | null;
                            /** @description Your Android app, if it embeds Link, in place of oauth_redirect_uri. Registered as `android`. */
                            android_package_name?: string | null;
                        };
                        /** @description Required for a debit: what the person agreed to. */
                        consent?: {
                            /** @description The text that the person saw, with everything filled in. */
                            text: string;
                            /** @description The id of the text from /v1/consent_texts, if you showed one of these. */
                            text_id?: ("single.en.1" | "recurring.en.1") | null;
                            given_at: string;
                            until?: (string) | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        Location: components["headers"]["Location"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "idempotency_key_required" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "account_not_found" | "applicant_missing" | "erased";
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "erasure_under_way" | "stage_conflict" | "account_unusable" | "case_closed";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused" | "address_not_registered";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "quota_reached" | "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List transfers, newest first */
        get: {
            parameters: {
                query?: {
                    account_id?: string;
                    user_id?: string;
                    /** @description Shows only entries that have this value under this key: `?metadata[order]=7`. */
                    metadata?: {
                        [key: string]: string;
                    };
                    status?: "funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled" | "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
                    direction?: "debit" | "credit";
                    network?: "ach" | "same-day-ach" | "rtp";
                    from?: string;
                    to?: string;
                    /** @description The transfers that you may have to look at. `past_due`: its bank should have settled it by now, and has not. `delayed`: a step is in trouble. `refund_under_way`: a refund has not arrived yet. `paid_twice`: the debit was refunded, and its bank has returned it as well. */
                    attention?: "past_due" | "delayed" | "refund_under_way" | "paid_twice";
                    /** @description Under way, and nothing has changed since then. */
                    unchanged_since?: string;
                    /** @description Sent back by the bank, from then on. */
                    returned_from?: string;
                    /** @description Only with `returned_from`: before then. */
                    returned_to?: string;
                    /** @description Only with `returned_from`. */
                    return_code?: string;
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Transfer"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export the transfers of a period */
        get: {
            parameters: {
                query: {
                    account_id?: string;
                    user_id?: string;
                    /** @description Shows only entries that have this value under this key: `?metadata[order]=7`. */
                    metadata?: {
                        [key: string]: string;
                    };
                    status?: "funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled" | "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
                    direction?: "debit" | "credit";
                    network?: "ach" | "same-day-ach" | "rtp";
                    from: string;
                    to: string;
                    /** @description The transfers that you may have to look at. `past_due`: its bank should have settled it by now, and has not. `delayed`: a step is in trouble. `refund_under_way`: a refund has not arrived yet. `paid_twice`: the debit was refunded, and its bank has returned it as well. */
                    attention?: "past_due" | "delayed" | "refund_under_way" | "paid_twice";
                    /** @description Under way, and nothing has changed since then. */
                    unchanged_since?: string;
                    /** @description Sent back by the bank, from then on. */
                    returned_from?: string;
                    /** @description Only with `returned_from`: before then. */
                    returned_to?: string;
                    /** @description Only with `returned_from`. */
                    return_code?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/sums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Add up the transfers of a period, by direction and status */
        get: {
            parameters: {
                query: {
                    account_id?: string;
                    user_id?: string;
                    /** @description Shows only entries that have this value under this key: `?metadata[order]=7`. */
                    metadata?: {
                        [key: string]: string;
                    };
                    status?: "funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled" | "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
                    direction?: "debit" | "credit";
                    network?: "ach" | "same-day-ach" | "rtp";
                    from: string;
                    to: string;
                    /** @description The transfers that you may have to look at. `past_due`: its bank should have settled it by now, and has not. `delayed`: a step is in trouble. `refund_under_way`: a refund has not arrived yet. `paid_twice`: the debit was refunded, and its bank has returned it as well. */
                    attention?: "past_due" | "delayed" | "refund_under_way" | "paid_twice";
                    /** @description Under way, and nothing has changed since then. */
                    unchanged_since?: string;
                    /** @description Sent back by the bank, from then on. */
                    returned_from?: string;
                    /** @description Only with `returned_from`: before then. */
                    returned_to?: string;
                    /** @description Only with `returned_from`. */
                    return_code?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["TransferSum"][];
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a transfer */
        get: {
            parameters: {
                query?: {
                    /** @description Holds the answer for so many seconds at most, until the case has changed or is closed. */
                    wait?: number;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: {
                    /** @description The ETag of the answer that you have. 304 says that it is still right. */
                    "If-None-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        ETag: components["headers"]["ETag"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
                /** @description Not Modified */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "transfer_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the case as server-sent events
         * @description Each event has the `id`, and as `data` the JSON, of an entry of the timeline. An event of the type `end`, with the `outcome`, closes the stream of a closed case. A closed case without further events answers 204, after which an `EventSource` does not connect again.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The id of an event: the stream begins behind it. */
                    after?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: {
                    /** @description The id of the last event that you have, as an `EventSource` sends it. Goes before `after`. */
                    "Last-Event-ID"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "transfer_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "too_many_streams" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what happened to the case, oldest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["TimelineEntry"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "transfer_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Plaid's webhooks about the case, newest first
         * @description Webhooks that are done are kept for some weeks. One that only says that a feed has news is about no case.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["CaseWebhook"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "transfer_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/transfer_events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Plaid's events of the case's transfers and refunds, oldest first
         * @description As Gangway has read them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["CaseTransferEvent"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "transfer_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report how Link ended */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "returned": true
                     *     }
                     */
                    "application/json": {
                        public_token?: string;
                        metadata?: unknown;
                        exit?: {
                            /** @default false */
                            final?: boolean;
                            error_code?: string | null;
                            status?: string | null;
                        };
                        /** @constant */
                        returned?: true;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "transfer_not_found" | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("idempotency_in_progress" | "stage_conflict" | "no_link_session" | "public_token_not_named") | unknown;
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("invalid_input" | "idempotency_key_reused") | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "too_many_looks" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/link_token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a Link token that can be used now
         * @description Without `for`, the token is for what the case waits for; with it, for one of its `offers`.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "for": "renew_login"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        for?: "select_accounts" | "renew_login" | "verify_income";
                        /**
                         * @description Link is in this language, and leads back to the person's page and not to your address.
                         * @enum {string}
                         */
                        page_language?: "da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi";
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("transfer_not_found" | "erased") | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("idempotency_in_progress" | "stage_conflict" | "not_offered" | "payment_not_open") | unknown;
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("invalid_input" | "idempotency_key_reused") | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "too_many_looks" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a reviewer's decision */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "decision": "approve",
                     *       "reviewer": "ops-7",
                     *       "reason": "name_variant",
                     *       "note": "Seen the marriage certificate."
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        decision: "approve" | "reject";
                        reviewer: string;
                        reason?: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                        note?: string | null;
                        question?: string | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "transfer_not_found" | "erased";
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "case_closed" | "other_question" | "same_key" | "approved_already" | "assigned_to_another";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/review/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a case in review for half an hour */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reviewer": "ops-7"
                     *     }
                     */
                    "application/json": {
                        /** @description The reviewer who asks. */
                        reviewer: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Assignment"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["transfer_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "assigned_to_another";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/review/give_back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back a case in review */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reviewer": "ops-7"
                     *     }
                     */
                    "application/json": {
                        /** @description The reviewer who asks. */
                        reviewer: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Assignment"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["transfer_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "assigned_to_another";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/review/hand_over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand over a case in review to another reviewer */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reviewer": "ops-7",
                     *       "to": "ops-8"
                     *     }
                     */
                    "application/json": {
                        /** @description The reviewer who asks. */
                        reviewer: string;
                        /** @description The reviewer who works on the case from now. */
                        to: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Assignment"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["transfer_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "assigned_to_another";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the reviewers' decisions on the case with their notes, oldest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Review"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "transfer_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/related": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your other cases with the same account or of the same user, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["RelatedCase"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "transfer_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the transfer that Plaid has authorized */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "by": "ops-7"
                     *     }
                     */
                    "application/json": {
                        by?: string | null;
                        question?: string | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["transfer_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "case_closed" | "other_question" | "answered_already";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse that transfer */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "by": "ops-7"
                     *     }
                     */
                    "application/json": {
                        by?: string | null;
                        question?: string | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["transfer_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "stage_conflict" | "case_closed" | "other_question" | "answered_already";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel, while no money has moved */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "user_request"
                     *     }
                     */
                    "application/json": {
                        reason?: string | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "transfer_not_found" | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("idempotency_in_progress" | "stage_conflict" | "case_closed" | "not_cancellable") | unknown;
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("invalid_input" | "idempotency_key_reused") | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/lift_hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift the holds that returns have put on the account */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reviewer": "ops-7"
                     *     }
                     */
                    "application/json": {
                        reviewer: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["transfer_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "not_on_hold";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the metadata */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "metadata": {
                     *         "order": "7",
                     *         "campaign": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description The keys to set. A key with null is removed, and keys that you leave out stay. */
                        metadata: {
                            [key: string]: string | null;
                        };
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "transfer_not_found" | "erased";
                        };
                    };
                };
                409: components["responses"]["idempotency_in_progress"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/authorization_proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the proofs that the applicant authorized the debits */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            transfer_id: string;
                            debits: components["schemas"]["AuthorizedDebit"][];
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "transfer_not_found" | "tenant_not_found" | "authorization_proof_not_found";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund a debit or a payment
         * @description Without `amount`, Gangway refunds all that is left.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "amount": "5.00"
                     *     }
                     */
                    "application/json": {
                        /** @description A decimal string, such as "25.00". */
                        amount?: string;
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "idempotency_key_required" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("transfer_not_found" | "recipient_missing") | unknown;
                        };
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("idempotency_in_progress" | "not_refundable" | "not_settled" | "refund_too_late" | "refund_too_much" | "refund_too_little" | "refund_refused") | unknown;
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("invalid_input" | "idempotency_key_reused") | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("refund_unknown" | "plaid_limit" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find cases by an id, or by the last digits of an account */
        get: {
            parameters: {
                query: {
                    /** @description All of it: the id of a case, of a linked account, of a refund or of a Link session, your id of the user, an id of Plaid's, the reference of a payment, or the mask of an account. */
                    q: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["SearchedCase"][];
                            /** @description There are more than these 50 newest cases. */
                            more: boolean;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the holds in force, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Hold"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lift one hold
         * @description Other holds on the same account stay.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A value of your own, a new one for each operation. A repeat under it gets the first answer. */
                    "Idempotency-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reviewer": "ops-7"
                     *     }
                     */
                    "application/json": {
                        reviewer: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        "Idempotent-Replayed": components["headers"]["Replayed"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Hold"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_idempotency_key" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["hold_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "idempotency_in_progress" | "not_on_hold";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "idempotency_key_reused";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/banking_day": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the banking day, and when Plaid submits entries */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BankingDay"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the open questions to reviewers, oldest first */
        get: {
            parameters: {
                query?: {
                    case_id?: string;
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["OpenReview"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the reviews of the last 90 days, by decision and reason */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReviewFigures"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what goes on today, in numbers */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Board"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent_texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the texts by which a person agrees to a debit
         * @description Show one before a debit, filled in, and send what you showed as `consent`, with its id as `text_id`.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["ConsentText"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/link_settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how Link looks for your applicants */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LinkSettings"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Change how Link looks for your applicants
         * @description Changes the fields that you send; null takes one back. Cases that have begun keep theirs.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "client_name": "Acme Wallet",
                     *       "language": "es"
                     *     }
                     */
                    "application/json": {
                        /** @description The name that the applicant reads in Link. Default: "Gangway". */
                        client_name?: string | null;
                        /** @description The language of Link. Default: "en". */
                        language?: ("da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi") | null;
                        /** @description The countries whose banks Link offers. Default: all that the rail reaches. */
                        country_codes?: ("US" | "CA" | "GB" | "ES" | "NL" | "FR" | "IE" | "DE" | "IT" | "PL" | "DK" | "NO" | "SE" | "EE" | "LT" | "LV" | "PT" | "BE" | "AT" | "FI")[] | null;
                        /** @description The name of a customization of Link in Plaid's Dashboard. Default: Plaid's own. */
                        customization_name?: string | null;
                        /** @description Where the hosted page of Link (`url`) sends the applicant at the end. Registered as `return`. */
                        completion_redirect_uri?: string | null;
                        /** @description Where a bank with OAuth sends the applicant, if you embed Link. Registered as `oauth`. */
                        oauth_redirect_uri?: string | null;
                        /** @description Your Android app, if it embeds Link, in place of oauth_redirect_uri. Registered as `android`. */
                        android_package_name?: string | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LinkSettings"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "address_not_registered";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how your pages look to applicants */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Brand"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Change how your pages look to applicants
         * @description Changes the fields that you send; null takes one back.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "Acme Wallet",
                     *       "colour": "#0b5fff",
                     *       "support": "help@acme.example"
                     *     }
                     */
                    "application/json": {
                        /** @description Your name. Default: `client_name` of the Link of the case. */
                        name?: string | null;
                        /** @description A PNG, JPEG, WebP or AVIF of at most 100 kB, in base64. */
                        logo?: string | null;
                        /** @description Of the buttons. Gangway writes on it in black or white, whichever stands out more: 4.58 : 1 at least. */
                        colour?: string | null;
                        /** @description Where applicants ask: an email address, or an address registered as `return`. */
                        support?: (string) | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Brand"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "address_not_registered";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the audit, newest first */
        get: {
            parameters: {
                query?: {
                    object?: string;
                    action?: string;
                    key?: string;
                    from?: string;
                    to?: string;
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["AuditRow"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                            /** @description The newest seal. Keep it, to notice a change of older rows. */
                            newest: {
                                number: number;
                                hash: string;
                            } | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification_endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List notification endpoints */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["NotificationEndpoint"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add a notification endpoint */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "url": "https://example.com/gangway",
                     *       "types": [
                     *         "onboarding.funded"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /**
                         * @default webhook
                         * @enum {string}
                         */
                        channel?: "webhook" | "email";
                        /** @description Where webhooks go, or emails lead. Emails without one lead to the page of each case. */
                        url?: string;
                        types?: ("onboarding.action_required" | "onboarding.reminder" | "onboarding.in_review" | "onboarding.network_changed" | "onboarding.account_linked" | "onboarding.account_verified" | "onboarding.transferring" | "onboarding.delayed" | "onboarding.funded" | "onboarding.verified" | "onboarding.abandoned" | "onboarding.unverified" | "onboarding.rejected" | "onboarding.declined" | "onboarding.failed" | "onboarding.returned" | "onboarding.cancelled" | "transfer.action_required" | "transfer.reminder" | "transfer.in_review" | "transfer.network_changed" | "transfer.transferring" | "transfer.delayed" | "transfer.funded" | "transfer.abandoned" | "transfer.rejected" | "transfer.declined" | "transfer.failed" | "transfer.returned" | "transfer.cancelled")[];
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        Location: components["headers"]["Location"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationEndpointWithSecret"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "endpoint_exists" | "too_many_endpoints" | "email_off";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "address_not_registered";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification_endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a notification endpoint */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationEndpoint"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "endpoint_not_found" | "tenant_not_found";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a notification endpoint */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["endpoint_not_found"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification_endpoints/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get a new signing secret; the old one also signs for a day */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationEndpointWithSecret"];
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["endpoint_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "too_many_secrets" | "no_secret";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification_endpoints/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enable a notification endpoint again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationEndpoint"];
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["endpoint_not_found"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification_endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an example to a notification endpoint
         * @description Gangway posts a signed example of the type to the endpoint, enabled or not, and answers with the result. `data.example` is `true`, and its ids name nothing. An example is in no list, is not sent again, and does not count for or against the endpoint.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.funded"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @default onboarding.funded
                         * @enum {string}
                         */
                        type?: "onboarding.action_required" | "onboarding.reminder" | "onboarding.in_review" | "onboarding.network_changed" | "onboarding.account_linked" | "onboarding.account_verified" | "onboarding.transferring" | "onboarding.delayed" | "onboarding.funded" | "onboarding.verified" | "onboarding.abandoned" | "onboarding.unverified" | "onboarding.rejected" | "onboarding.declined" | "onboarding.failed" | "onboarding.returned" | "onboarding.cancelled" | "transfer.action_required" | "transfer.reminder" | "transfer.in_review" | "transfer.network_changed" | "transfer.transferring" | "transfer.delayed" | "transfer.funded" | "transfer.abandoned" | "transfer.rejected" | "transfer.declined" | "transfer.failed" | "transfer.returned" | "transfer.cancelled";
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            notification: {
                                /** @enum {string} */
                                type: "onboarding.action_required" | "onboarding.reminder" | "onboarding.in_review" | "onboarding.network_changed" | "onboarding.account_linked" | "onboarding.account_verified" | "onboarding.transferring" | "onboarding.delayed" | "onboarding.funded" | "onboarding.verified" | "onboarding.abandoned" | "onboarding.unverified" | "onboarding.rejected" | "onboarding.declined" | "onboarding.failed" | "onboarding.returned" | "onboarding.cancelled";
                                /**
                                 * Format: date-time
                                 * @description When it happened, with microseconds, because they give the order.
                                 */
                                timestamp: string;
                                data: {
                                    onboarding_id: string;
                                    user_id: string;
                                    /**
                                     * @description The language that you chose for Link. Missing: none.
                                     * @enum {string}
                                     */
                                    language?: "da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi";
                                    /** @description Missing in notifications from before the second rail. */
                                    rail?: ("ach" | "payment-initiation") | null;
                                    direction: ("debit" | "credit") | null;
                                    /** @enum {string} */
                                    stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
                                    outcome: ("funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled") | null;
                                    reason: string | null;
                                    action: ("verify_identity" | "open_link" | "verify_micro_deposits" | "repair_link" | "review" | "confirm") | null;
                                    /** @description The end of the wait for the action (ISO 8601). */
                                    until: string | null;
                                    /** @description Only of the type `delayed`. */
                                    delayed?: components["schemas"]["Delay"];
                                    /** @description Only if the reason is `review_rejected`. Null: the reviewer named none. */
                                    review_reason?: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                                    /**
                                     * @description Only in an example that you asked for: it is about no case.
                                     * @constant
                                     */
                                    example?: true;
                                    title: string;
                                    /** @description A text for the applicant, as `title` is, in the language of the case. */
                                    detail: string;
                                };
                                /** @description The `webhook-id` of the request. */
                                id: string;
                            } | {
                                /** @enum {string} */
                                type: "transfer.action_required" | "transfer.reminder" | "transfer.in_review" | "transfer.network_changed" | "transfer.transferring" | "transfer.delayed" | "transfer.funded" | "transfer.abandoned" | "transfer.rejected" | "transfer.declined" | "transfer.failed" | "transfer.returned" | "transfer.cancelled";
                                /**
                                 * Format: date-time
                                 * @description When it happened, with microseconds, because they give the order.
                                 */
                                timestamp: string;
                                data: {
                                    transfer_id: string;
                                    account_id: string;
                                    user_id: string;
                                    /**
                                     * @description The language that you chose for Link. Missing: none.
                                     * @enum {string}
                                     */
                                    language?: "da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi";
                                    /** @description Missing in notifications from before the second rail. */
                                    rail?: ("ach" | "payment-initiation") | null;
                                    direction: ("debit" | "credit") | null;
                                    /** @enum {string} */
                                    stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
                                    outcome: ("funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled") | null;
                                    reason: string | null;
                                    action: ("verify_identity" | "open_link" | "verify_micro_deposits" | "repair_link" | "review" | "confirm") | null;
                                    /** @description The end of the wait for the action (ISO 8601). */
                                    until: string | null;
                                    /** @description Only of the type `delayed`. */
                                    delayed?: components["schemas"]["Delay"];
                                    /** @description Only if the reason is `review_rejected`. Null: the reviewer named none. */
                                    review_reason?: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                                    /**
                                     * @description Only in an example that you asked for: it is about no case.
                                     * @constant
                                     */
                                    example?: true;
                                    title: string;
                                    /** @description A text for the applicant, as `title` is, in the language of the case. */
                                    detail: string;
                                };
                                /** @description The `webhook-id` of the request. */
                                id: string;
                            };
                            attempt: {
                                /** @enum {string} */
                                result: "delivered" | "gone" | "throttled" | "redirected" | "refused" | "timed_out" | "unresolved" | "forbidden_address" | "unreachable" | "bad_tls" | "no_answer" | "internal_error" | "smtp_unavailable" | "email_refused" | "not_for_applicant" | "no_email" | "erased" | "too_late";
                                status_code: number | null;
                                milliseconds: number;
                            };
                        };
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["endpoint_not_found"];
                409: components["responses"]["email_endpoint"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification_endpoints/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the notifications of a period again to an endpoint
         * @description Gangway queues the notifications of the endpoint's types, oldest first, at most 1000 for a request, and sends them under their ids. Send the request again with `next_cursor` as `cursor` until it is null.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-04T15:00:00Z",
                     *       "status": "failed"
                     *     }
                     */
                    "application/json": {
                        from: string;
                        /** @description Not included. Left out: until now. */
                        to?: string;
                        /**
                         * @description Only those that Gangway gave up.
                         * @constant
                         */
                        status?: "failed";
                        cursor?: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            queued: number;
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["endpoint_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "email_endpoint" | "no_endpoint";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List notifications, newest or oldest first
         * @description With `order=oldest` you read all notifications that you may have lost, and then the new ones. This order leaves out the last minute, whose notifications may not be complete yet, and always gives a `next_cursor`: keep it, and go on from there later.
         */
        get: {
            parameters: {
                query?: {
                    onboarding_id?: string;
                    transfer_id?: string;
                    type?: "onboarding.action_required" | "onboarding.reminder" | "onboarding.in_review" | "onboarding.network_changed" | "onboarding.account_linked" | "onboarding.account_verified" | "onboarding.transferring" | "onboarding.delayed" | "onboarding.funded" | "onboarding.verified" | "onboarding.abandoned" | "onboarding.unverified" | "onboarding.rejected" | "onboarding.declined" | "onboarding.failed" | "onboarding.returned" | "onboarding.cancelled" | "transfer.action_required" | "transfer.reminder" | "transfer.in_review" | "transfer.network_changed" | "transfer.transferring" | "transfer.delayed" | "transfer.funded" | "transfer.abandoned" | "transfer.rejected" | "transfer.declined" | "transfer.failed" | "transfer.returned" | "transfer.cancelled";
                    status?: "waiting" | "delivered" | "skipped" | "failed";
                    limit?: number;
                    from?: string;
                    order?: "newest" | "oldest";
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Notification"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a notification */
        get: {
            parameters: {
                query?: {
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Notification"];
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "notification_not_found" | "tenant_not_found";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the attempts to deliver a notification */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Only with an operator's key, which needs it: the id of the tenant for whom it reads. */
                    tenant?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                endpoint_id: string;
                                /** @description Counts the attempts since the notification was queued, from 1. */
                                attempt: number;
                                /**
                                 * Format: date-time
                                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                                 */
                                attempted_at: string;
                                /** @enum {string} */
                                result: "delivered" | "gone" | "throttled" | "redirected" | "refused" | "timed_out" | "unresolved" | "forbidden_address" | "unreachable" | "bad_tls" | "no_answer" | "internal_error" | "smtp_unavailable" | "email_refused" | "not_for_applicant" | "no_email" | "erased" | "too_late";
                                status_code: number | null;
                                /** @description Null for an attempt from before Gangway measured it. */
                                milliseconds: number | null;
                            }[];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                400: components["responses"]["tenant_required"];
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "notification_not_found" | "tenant_not_found";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a notification again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /** @example {} */
                    "application/json": {
                        endpoint_id?: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Notification"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["notification_not_found"];
                409: components["responses"]["no_endpoint"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tenants */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Tenant"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add a tenant */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "id": "acme",
                     *       "name": "Acme Wallet"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Tenant"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                409: components["responses"]["tenant_exists"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what goes on today, of all tenants together */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WholeBoard"];
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the API keys of a tenant */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["ApiKey"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make an API key of a tenant */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "Backend",
                     *       "scopes": [
                     *         "onboardings:read",
                     *         "onboardings:write"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        name: string;
                        /**
                         * @default [
                         *       "onboardings:read",
                         *       "onboardings:write",
                         *       "money:write",
                         *       "personal:read",
                         *       "accounts:read",
                         *       "audit:read",
                         *       "notifications"
                         *     ]
                         */
                        scopes?: ("onboardings:read" | "onboardings:write" | "money:write" | "personal:read" | "accounts:read" | "audit:read" | "notifications")[];
                        expires_at?: (string) | null;
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewApiKey"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{id}/keys/{key_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a new key with the name and scopes of an old one */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    key_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "overlap_hours": 24
                     *     }
                     */
                    "application/json": {
                        /** @default 24 */
                        overlap_hours?: number;
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewApiKey"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "key_not_found" | "tenant_not_found";
                        };
                    };
                };
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{id}/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    key_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "key_not_found" | "tenant_not_found";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{id}/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the registered addresses of a tenant */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["TenantAddress"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        /** Register an address: where a tenant's applicants return to, or which origin may show pages in a frame */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "use": "return",
                     *       "address": "https://shop.example/done"
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        use: "return";
                        address: string;
                    } | {
                        /** @constant */
                        use: "oauth";
                        address: string;
                    } | {
                        /** @constant */
                        use: "android";
                        address: string;
                    } | {
                        /** @constant */
                        use: "frame";
                        address: string;
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TenantAddress"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                409: components["responses"]["too_many_addresses"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{id}/addresses/{address_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a registered address; cases that have it keep it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    address_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "tenant_not_found" | "address_not_found";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{id}/link_settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change how Link looks for a tenant's applicants
         * @description Changes the fields that you send; null takes one back. Cases that have begun keep theirs.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "client_name": "Acme Wallet",
                     *       "language": "es"
                     *     }
                     */
                    "application/json": {
                        /** @description The name that the applicant reads in Link. Default: "Gangway". */
                        client_name?: string | null;
                        /** @description The language of Link. Default: "en". */
                        language?: ("da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi") | null;
                        /** @description The countries whose banks Link offers. Default: all that the rail reaches. */
                        country_codes?: ("US" | "CA" | "GB" | "ES" | "NL" | "FR" | "IE" | "DE" | "IT" | "PL" | "DK" | "NO" | "SE" | "EE" | "LT" | "LV" | "PT" | "BE" | "AT" | "FI")[] | null;
                        /** @description The name of a customization of Link in Plaid's Dashboard. Default: Plaid's own. */
                        customization_name?: string | null;
                        /** @description Where the hosted page of Link (`url`) sends the applicant at the end. Registered as `return`. */
                        completion_redirect_uri?: string | null;
                        /** @description Where a bank with OAuth sends the applicant, if you embed Link. Registered as `oauth`. */
                        oauth_redirect_uri?: string | null;
                        /** @description Your Android app, if it embeds Link, in place of oauth_redirect_uri. Registered as `android`. */
                        android_package_name?: string | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LinkSettings"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_input" | "address_not_registered";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count a tenant's calls that Plaid bills */
        get: {
            parameters: {
                query?: {
                    month?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            month: string;
                            data: components["schemas"]["PaidCalls"][];
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{id}/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Limit a tenant's calls that Plaid bills, by month */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "call": "identity",
                     *       "monthly": 1000
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        call: "auth" | "identity" | "identity_verification" | "asset_report";
                        monthly: number | null;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            call: "auth" | "identity" | "identity_verification" | "asset_report";
                            /** @description Null: any number. */
                            quota: number | null;
                        };
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_incomplete" | "empty_body" | "invalid_json";
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                413: components["responses"]["body_too_large"];
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_encoding" | "unsupported_media_type";
                        };
                    };
                };
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find all tenants' cases by an id, or by a mask */
        get: {
            parameters: {
                query: {
                    /** @description All of it: the id of a case, of a linked account, of a refund or of a Link session, your id of the user, an id of Plaid's, the reference of a payment, or the mask of an account. */
                    q: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["SearchedCaseOfTenant"][];
                            /** @description There are more than these 50 newest cases. */
                            more: boolean;
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a case, while no money has moved */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["onboarding_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "stage_conflict" | "case_closed";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{id}/retry_step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry the step of a case in trouble now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["onboarding_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "stage_conflict" | "case_closed";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read from Plaid now what a case waits for */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["onboarding_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "stage_conflict" | "case_closed";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{id}/skip_reminder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do not send the next reminder of a case's wait */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["onboarding_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "stage_conflict" | "case_closed";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{id}/resend_notification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the last notification about a case again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["onboarding_not_found"];
                /** @description Conflict */
                409: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "stage_conflict" | "case_closed";
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "case_failing" | "case_starting" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "temporal_unavailable" | "worker_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Plaid's webhooks, newest first */
        get: {
            parameters: {
                query?: {
                    status?: "waiting" | "parked" | "failed" | "done";
                    type?: string;
                    onboarding_id?: string;
                    transfer_id?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Webhook"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a webhook of Plaid's */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Webhook"];
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["webhook_not_found"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deliver a webhook to its case again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Webhook"];
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["webhook_not_found"];
                409: components["responses"]["webhook_waiting"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read our Ledger at Plaid, and the money that it has to pay soon
         * @description Each API process asks Plaid once a minute at most.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ledger"];
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["PLAID"];
                409: components["responses"]["PLAID"];
                422: components["responses"]["PLAID"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/return_rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read each tenant's return rates of the last sixty days */
        get: {
            parameters: {
                query?: {
                    tenant?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                tenant: string;
                                rates: {
                                    [key: string]: components["schemas"]["ReturnRate"];
                                };
                            }[];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                            /**
                             * Format: date-time
                             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                             */
                            since: string;
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                404: components["responses"]["tenant_not_found"];
                422: components["responses"]["invalid_input"];
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plaid/transfer-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Plaid's transfer events, newest first */
        get: {
            parameters: {
                query?: {
                    transfer_id?: string;
                    account_id?: string;
                    onboarding_id?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["PlaidTransferEvent"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "onboarding_not_found" | unknown;
                        };
                    };
                };
                409: components["responses"]["PLAID"];
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "invalid_input" | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plaid/bank-transfer-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Plaid's bank-transfer events, newest first */
        get: {
            parameters: {
                query?: {
                    bank_transfer_id?: string;
                    account_id?: string;
                    onboarding_id?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        RateLimit: components["headers"]["RateLimit"];
                        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["PlaidBankTransferEvent"][];
                            /** @description The cursor of the following page. Null at the end. */
                            next_cursor: string | null;
                        };
                    };
                };
                401: components["responses"]["unauthorized"];
                403: components["responses"]["scope_missing"];
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "onboarding_not_found" | unknown;
                        };
                    };
                };
                409: components["responses"]["PLAID"];
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: "invalid_input" | unknown;
                        };
                    };
                };
                429: components["responses"]["limits"];
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        "Retry-After": components["headers"]["RetryAfter"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            code?: ("plaid_limit" | "database_unavailable" | "database_misconfigured" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer") | unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @constant */
                            status: "ok";
                        };
                    };
                };
                500: components["responses"]["internal_error"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process can do its work */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @constant */
                            status: "ready";
                            checks: {
                                /** @description ok, or a code that says what is wrong. */
                                database: string;
                                /** @description ok, or a code that says what is wrong. */
                                temporal: string;
                                /** @description ok, or a code that says what is wrong. */
                                keys: string;
                            };
                        };
                    };
                };
                500: components["responses"]["internal_error"];
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @constant */
                            status: "not_ready";
                            checks: {
                                /** @description ok, or a code that says what is wrong. */
                                database: string;
                                /** @description ok, or a code that says what is wrong. */
                                temporal: string;
                                /** @description ok, or a code that says what is wrong. */
                                keys: string;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @constant */
                            openapi: "3.1.1";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                500: components["responses"]["internal_error"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reference, as a page
         * @description Every request, answer and notification, with examples.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        [name: string]: unknown;
                    };
                    content: {
                        "text/html": string;
                    };
                };
                500: components["responses"]["internal_error"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs.md": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reference, as Markdown
         * @description Every request, answer and notification, with examples.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        [name: string]: unknown;
                    };
                    content: {
                        "text/markdown": string;
                    };
                };
                500: components["responses"]["internal_error"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Problems, as a page
         * @description Every code of an error answer, and what to do about it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        [name: string]: unknown;
                    };
                    content: {
                        "text/html": string;
                    };
                };
                500: components["responses"]["internal_error"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems.md": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Problems, as Markdown
         * @description Every code of an error answer, and what to do about it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        [name: string]: unknown;
                    };
                    content: {
                        "text/markdown": string;
                    };
                };
                500: components["responses"]["internal_error"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/llms.txt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List of these pages, for language models
         * @description In the form of llmstxt.org.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        "X-Request-Id": components["headers"]["RequestId"];
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                500: components["responses"]["internal_error"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "onboarding.action_required": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your bank needs you */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.action_required",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "repairing_link",
                     *         "outcome": null,
                     *         "action": "repair_link",
                     *         "until": "2026-03-18T15:00:02.104Z",
                     *         "title": "Your bank needs you",
                     *         "detail": "Your bank asks you to confirm the connection to your account. Please sign in there again, so that we can go on."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.action_required";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.reminder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reminder: Your bank needs you */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.reminder",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "repairing_link",
                     *         "outcome": null,
                     *         "action": "repair_link",
                     *         "until": "2026-03-18T15:00:02.104Z",
                     *         "title": "Reminder: Your bank needs you",
                     *         "detail": "Your bank asks you to confirm the connection to your account. Please sign in there again, so that we can go on."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.reminder";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.in_review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** We are checking your account */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.in_review",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "in_review",
                     *         "outcome": null,
                     *         "action": "review",
                     *         "until": "2026-03-18T15:00:02.104Z",
                     *         "title": "We are checking your account",
                     *         "detail": "We are checking that the bank account is yours. There is nothing for you to do."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.in_review";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.network_changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment takes another way */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.network_changed",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "authorizing",
                     *         "outcome": null,
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment takes another way",
                     *         "detail": "The payment could not go the way that was asked for. It goes another way and may arrive later."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.network_changed";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.account_linked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your bank is connected */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.account_linked",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "verifying_account",
                     *         "outcome": null,
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your bank is connected",
                     *         "detail": "The connection to your bank works. We are checking the account now."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.account_linked";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.account_verified": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your bank account is confirmed */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.account_verified",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "matching_identity",
                     *         "outcome": null,
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your bank account is confirmed",
                     *         "detail": "Your bank account is confirmed. We go on."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.account_verified";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.transferring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment is on its way */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.transferring",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "transferring",
                     *         "outcome": null,
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment is on its way",
                     *         "detail": "The payment from your bank account is on its way."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.transferring";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.delayed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** This takes longer than usual */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.delayed",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "authorizing",
                     *         "outcome": null,
                     *         "action": null,
                     *         "until": null,
                     *         "delayed": {
                     *           "since": "2026-03-04T14:49:31.700Z",
                     *           "reason": "bank_unavailable"
                     *         },
                     *         "title": "This takes longer than usual",
                     *         "detail": "A service that we need does not answer at the moment. We go on by ourselves. There is nothing for you to do."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.delayed";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.funded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment has arrived */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.funded",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "funded",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment has arrived",
                     *         "detail": "The payment from your bank account has arrived."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.funded";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.verified": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your bank account is connected */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.verified",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "verified",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your bank account is connected",
                     *         "detail": "The bank account is connected and confirmed. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.verified";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.abandoned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your bank account was not connected */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.abandoned",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "abandoned",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your bank account was not connected",
                     *         "detail": "The bank account was not connected in time, so we have stopped. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.abandoned";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.unverified": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your bank account could not be confirmed */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.unverified",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "unverified",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your bank account could not be confirmed",
                     *         "detail": "Your bank could not confirm the account, so it cannot be used. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.unverified";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your bank account could not be accepted */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.rejected",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "rejected",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your bank account could not be accepted",
                     *         "detail": "We could not confirm that the bank account is yours, so it cannot be used. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.rejected";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.declined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment was not approved */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.declined",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "declined",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment was not approved",
                     *         "detail": "The payment was not approved. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.declined";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment did not go through */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.failed",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "failed",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment did not go through",
                     *         "detail": "The payment did not go through. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.failed";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.returned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your bank has taken a payment back */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.returned",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": "R01",
                     *         "stage": "closed",
                     *         "outcome": "returned",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your bank has taken a payment back",
                     *         "detail": "Your bank has taken the payment from your account back. There was not enough money in the account."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.returned";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your request was cancelled */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "onboarding.cancelled",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "onboarding_id": "onb_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "cancelled",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your request was cancelled",
                     *         "detail": "The request to connect your bank account was cancelled. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OnboardingEvent"] & {
                        /** @constant */
                        type?: "onboarding.cancelled";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.action_required": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your bank needs you */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.action_required",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "repairing_link",
                     *         "outcome": null,
                     *         "action": "repair_link",
                     *         "until": "2026-03-18T15:00:02.104Z",
                     *         "title": "Your bank needs you",
                     *         "detail": "Your bank asks you to confirm the connection to your account. Please sign in there again, so that we can go on."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.action_required";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.reminder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reminder: Your bank needs you */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.reminder",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "repairing_link",
                     *         "outcome": null,
                     *         "action": "repair_link",
                     *         "until": "2026-03-18T15:00:02.104Z",
                     *         "title": "Reminder: Your bank needs you",
                     *         "detail": "Your bank asks you to confirm the connection to your account. Please sign in there again, so that we can go on."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.reminder";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.in_review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** We are checking your account */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.in_review",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "in_review",
                     *         "outcome": null,
                     *         "action": "review",
                     *         "until": "2026-03-18T15:00:02.104Z",
                     *         "title": "We are checking your account",
                     *         "detail": "We are checking that the bank account is yours. There is nothing for you to do."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.in_review";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.network_changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment takes another way */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.network_changed",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "authorizing",
                     *         "outcome": null,
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment takes another way",
                     *         "detail": "The payment could not go the way that was asked for. It goes another way and may arrive later."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.network_changed";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.transferring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment is on its way */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.transferring",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "transferring",
                     *         "outcome": null,
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment is on its way",
                     *         "detail": "The payment from your bank account is on its way."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.transferring";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.delayed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** This takes longer than usual */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.delayed",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "authorizing",
                     *         "outcome": null,
                     *         "action": null,
                     *         "until": null,
                     *         "delayed": {
                     *           "since": "2026-03-04T14:49:31.700Z",
                     *           "reason": "bank_unavailable"
                     *         },
                     *         "title": "This takes longer than usual",
                     *         "detail": "A service that we need does not answer at the moment. We go on by ourselves. There is nothing for you to do."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.delayed";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.funded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment has arrived */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.funded",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "funded",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment has arrived",
                     *         "detail": "The payment from your bank account has arrived."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.funded";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.abandoned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment was not made */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.abandoned",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "abandoned",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment was not made",
                     *         "detail": "The connection to your bank was not confirmed in time, so we have stopped. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.abandoned";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment was not made */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.rejected",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "rejected",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment was not made",
                     *         "detail": "We could not confirm that the bank account is still yours. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.rejected";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.declined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment was not approved */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.declined",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "declined",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment was not approved",
                     *         "detail": "The payment was not approved. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.declined";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment did not go through */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.failed",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "failed",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment did not go through",
                     *         "detail": "The payment did not go through. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.failed";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.returned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your bank has taken a payment back */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.returned",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": "R01",
                     *         "stage": "closed",
                     *         "outcome": "returned",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your bank has taken a payment back",
                     *         "detail": "Your bank has taken the payment from your account back. There was not enough money in the account."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.returned";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "transfer.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Your payment was cancelled */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The id of the notification. The same for every try. */
                    "webhook-id": string;
                    /** @description Seconds since 1970 of this try. */
                    "webhook-timestamp": string;
                    /** @description Signatures by your secrets, as Standard Webhooks 1.0.0 says. */
                    "webhook-signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "type": "transfer.cancelled",
                     *       "timestamp": "2026-03-04T15:00:02.104518Z",
                     *       "data": {
                     *         "transfer_id": "trf_example",
                     *         "account_id": "acct_example",
                     *         "user_id": "user_example",
                     *         "rail": "ach",
                     *         "direction": "debit",
                     *         "reason": null,
                     *         "stage": "closed",
                     *         "outcome": "cancelled",
                     *         "action": null,
                     *         "until": null,
                     *         "title": "Your payment was cancelled",
                     *         "detail": "The payment was cancelled. No money has been moved."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TransferEvent"] & {
                        /** @constant */
                        type?: "transfer.cancelled";
                    };
                };
            };
            responses: {
                /** @description You want none any more. Gangway disables the endpoint. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description You have it. Gangway sends it again after every other answer. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Account: {
            id: string;
            user_id: string;
            /** @description The onboarding that linked it. */
            onboarding_id: string;
            /** @enum {string} */
            status: "usable" | "consent_ending" | "repair_needed" | "on_hold" | "revoked" | "removed";
            reason: string | null;
            institution: string | null;
            mask: string | null;
            subtype: string | null;
            verified: {
                by: string;
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                at: string;
            };
            identity: {
                /** @enum {string} */
                decision: "match" | "unclear" | "conflict";
                reason: ("identity_conflict" | "identity_not_available" | "name_unknown" | "name_weak" | "nothing_else_matches" | "other_script" | "nickname" | "business" | "fiduciary" | "duplicate_account") | null;
            };
            /** @description Which transfers may be asked for. rtp is null while Plaid has not said. */
            can: {
                debit: boolean;
                credit: boolean;
                rtp: boolean | null;
            };
            tokenized_numbers: boolean | null;
            consent_ends_at: string | null;
            /** @description Your own strings. Empty if there are none. */
            metadata: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
        };
        AccountNumbers: {
            account_id: string;
            mask: string | null;
            /** @description The bank made the number for us alone. */
            is_tokenized_account_number: boolean;
            /** @description False if the person does not know the number. */
            show_to_person: boolean;
            /** @description The bank drops the number when its consent ends. */
            ends_with_consent: boolean;
            consent_ends_at: string | null;
            changed_at: string | null;
            ach: {
                account: string;
                routing: string;
                /** @description Null: the bank does not say. */
                can_transfer_in: boolean | null;
                can_transfer_out: boolean | null;
            };
            /** @description Null: wires do not take this number. */
            wire: {
                account: string;
                routing: string | null;
            } | null;
            /** @description Null: RTP does not take this number. */
            rtp: {
                account: string;
                routing: string;
            } | null;
        };
        AccountWithLink: {
            id: string;
            user_id: string;
            /** @description The onboarding that linked it. */
            onboarding_id: string;
            /** @enum {string} */
            status: "usable" | "consent_ending" | "repair_needed" | "on_hold" | "revoked" | "removed";
            reason: string | null;
            institution: string | null;
            mask: string | null;
            subtype: string | null;
            verified: {
                by: string;
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                at: string;
            };
            identity: {
                /** @enum {string} */
                decision: "match" | "unclear" | "conflict";
                reason: ("identity_conflict" | "identity_not_available" | "name_unknown" | "name_weak" | "nothing_else_matches" | "other_script" | "nickname" | "business" | "fiduciary" | "duplicate_account") | null;
            };
            /** @description Which transfers may be asked for. rtp is null while Plaid has not said. */
            can: {
                debit: boolean;
                credit: boolean;
                rtp: boolean | null;
            };
            tokenized_numbers: boolean | null;
            consent_ends_at: string | null;
            /** @description Your own strings. Empty if there are none. */
            metadata: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
            link: {
                /** @description The page on which the applicant uses Link. Null as link_token. */
                url: string | null;
                /** @description Null: there is none, or it has expired or was used. */
                link_token: string | null;
                expires_at: string | null;
            };
        };
        ApiKey: {
            id: string;
            name: string;
            scopes: ("onboardings:read" | "onboardings:write" | "money:write" | "personal:read" | "accounts:read" | "audit:read" | "notifications" | "operator")[];
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
            expires_at: string | null;
            /** @description To the minute. */
            last_used_at: string | null;
            revoked_at: string | null;
        };
        Assignment: {
            /** @description The reviewer who works on it. Null: it is free. */
            assigned_to: {
                reviewer: string;
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                until: string;
            } | null;
        };
        AuditRow: {
            id: string;
            /**
             * Format: date-time
             * @description A time in UTC, with microseconds.
             */
            at: string;
            /**
             * @description `temporal`: an operator who used Temporal's own interfaces.
             * @enum {string}
             */
            actor: "tenant" | "operator" | "command" | "gangway" | "temporal";
            /** @description The id of the API key. */
            key: string | null;
            /** @description The person or system, by the word of the actor. */
            who: string | null;
            /** @description The address from which the request came. */
            source: string | null;
            action: string;
            /** @description The id of what it is about. */
            object: string | null;
            /** @description `begun`, `accepted`, `done`, or the code of the problem that the caller received. */
            outcome: string;
            request_id: string | null;
            /** @description Null for a moment, until the row is sealed. So is the hash. */
            number: number | null;
            hash: string | null;
        };
        Authorization: {
            /** @description Plaid's decision; or retired or cancelled, by Gangway. */
            decision: string;
            rationale: string | null;
            description: string | null;
            /** @enum {string} */
            network: "ach" | "same-day-ach" | "rtp";
            ruleset: string | null;
            risk: {
                level: string | null;
                bank_initiated_return_score: number | null;
                customer_initiated_return_score: number | null;
                warnings: string[];
            } | null;
        };
        AuthorizedDebit: {
            /** @description Plaid's id of the transfer. */
            transfer: string;
            number: number;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
            name: string;
            link: {
                session: string;
                finished_at: string | null;
            };
            /** @description Null if the request for the onboarding had none. */
            consent: {
                text: string;
                /** @description The text of /v1/consent_texts that it is. Null: your own. */
                text_id: ("single.en.1" | "recurring.en.1") | null;
                given_at: string;
                until: string | null;
            } | null;
            account: {
                institution: string | null;
                mask: string | null;
                number_last_four: string | null;
                routing_last_four: string | null;
            };
            terms: {
                /** @constant */
                direction: "debit";
                /** @description A decimal string with two digits of cents. */
                amount: string;
                /** @constant */
                currency: "USD";
                description: string;
                ach_class: ("ccd" | "ppd" | "tel" | "web") | null;
                network: string;
            };
            authorization: {
                id: string;
                decision: string;
                rationale: string | null;
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                decided_at: string;
            };
        };
        BankTransaction: {
            id: string;
            account_id: string;
            /** Format: date */
            date: string;
            /** @description A decimal string, positive if money leaves the account. Null if the currency has no ISO code. */
            amount: string | null;
            currency: string | null;
            unofficial: {
                amount: number;
                currency: string;
            } | null;
            pending: boolean;
            /** @description The pending transaction that this one replaces. */
            replaces: string | null;
            name: string | null;
            merchant: string | null;
            counterparties: {
                name: string;
                type: string;
            }[];
            /**
             * @description The details are stored but cannot be decrypted now.
             * @constant
             */
            unreadable?: true;
        };
        BankingDay: {
            /**
             * Format: date
             * @description Today's date in the time zone of the banks.
             */
            date: string;
            is_banking_day: boolean;
            /**
             * Format: date
             * @description The first one after today.
             */
            next_banking_day: string;
            /** @constant */
            time_zone: "America/New_York";
            /** @description When Plaid submits entries to the bank. RTP has none. */
            cut_offs: {
                /** @enum {string} */
                network: "ach" | "same-day-ach";
                /** @description All of today, with those that are over. */
                today: string[];
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                next: string;
            }[];
        };
        Board: {
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            at: string;
            stages: {
                /** @enum {string} */
                stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns";
                count: number;
                /** @description To the minute. Null if nothing is counted. */
                oldest_since: string | null;
            }[];
            money: {
                /** @description All cases in the stage `transferring`. `oldest_day`: the day on which the oldest was asked for. */
                under_way: {
                    /** @enum {string} */
                    rail: "ach" | "payment-initiation";
                    /** @enum {string} */
                    direction: "debit" | "credit";
                    /** @description Null for a payment. */
                    network: ("ach" | "same-day-ach" | "rtp") | null;
                    currency: string;
                    count: number;
                    /** @description A decimal string with two digits of cents. */
                    amount: string;
                    /**
                     * Format: date
                     * @description A day in UTC.
                     */
                    oldest_day: string;
                }[];
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                since: string;
                /** @description Cases by the day on which they were asked for, and by the stage or outcome that they have now. */
                days: {
                    /**
                     * Format: date
                     * @description A day in UTC.
                     */
                    day: string;
                    /** @enum {string} */
                    status: "transferring" | "funded" | "returned";
                    /** @enum {string} */
                    rail: "ach" | "payment-initiation";
                    /** @enum {string} */
                    direction: "debit" | "credit";
                    /** @description Null for a payment. */
                    network: ("ach" | "same-day-ach" | "rtp") | null;
                    currency: string;
                    count: number;
                    /** @description A decimal string with two digits of cents. */
                    amount: string;
                }[];
            };
            returns: {
                /** @description Transfers that came back today, by the bank's code. */
                today: {
                    /** @enum {string} */
                    direction: "debit" | "credit";
                    network: string;
                    code: string | null;
                    count: number;
                    /** @description A decimal string with two digits of cents. */
                    amount: string;
                }[];
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                since: string;
                rates: {
                    [key: string]: components["schemas"]["ReturnRate"];
                };
            };
            /** @description Cases that wait for a reviewer. */
            reviews: {
                count: number;
                /** @description To the minute. Null if nothing is counted. */
                oldest_since: string | null;
                /** @description To the minute. Null if nothing is counted. */
                soonest_deadline: string | null;
            };
            /** @description Transfers that wait for the confirmation of their tenant. */
            confirmations: {
                count: number;
                /** @description To the minute. Null if nothing is counted. */
                oldest_since: string | null;
                /** @description To the minute. Null if nothing is counted. */
                soonest_deadline: string | null;
            };
            delays: {
                /** @enum {string} */
                reason: "bank_unavailable" | "plaid_unavailable" | "limit_reached" | "internal_error";
                count: number;
                /** @description To the minute. Null if nothing is counted. */
                oldest_since: string | null;
            }[];
            holds: {
                code: string | null;
                count: number;
                /** @description To the minute. Null if nothing is counted. */
                oldest_since: string | null;
            }[];
            notifications: {
                /** @description At most 1000, which stands for so many or more. */
                waiting: number;
                oldest_waiting_since: string | null;
                /** @description Notifications that the notifier has given up. At most 1000, as above. */
                failed: number;
                oldest_failed_since: string | null;
                endpoints_failing: number;
                endpoints_disabled: number;
            };
        };
        /** @description Null: none, or the default. */
        Brand: {
            name: string | null;
            logo: {
                /** @enum {string} */
                type: "image/png" | "image/jpeg" | "image/webp" | "image/avif";
                /** @description In base64. */
                data: string;
            } | null;
            colour: string | null;
            support: string | null;
        };
        CaseTransferEvent: {
            id: string;
            type: string;
            plaid_transfer_id: string;
            /** @description Set if the event is about this refund. */
            plaid_refund_id: string | null;
            amount: string | null;
            /** @description The return code, or the code of the failure. */
            code: string | null;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            at: string;
        };
        CaseWebhook: {
            id: string;
            type: string;
            code: string;
            /** @enum {string} */
            status: "waiting" | "parked" | "failed" | "done";
            /** @description What became of it, or why it waits or failed. */
            result: string | null;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            received_at: string;
            done_at: string | null;
        };
        ConsentText: {
            /** @enum {string} */
            id: "single.en.1" | "recurring.en.1";
            /** @enum {string} */
            kind: "single" | "recurring";
            language: string;
            /** @description Each {field} is yours to fill in. */
            text: string;
            fields: {
                /** @enum {string} */
                name: "client_name" | "account" | "amount" | "when" | "revoke_by";
                meaning: string;
                /** @description Your client_name of /v1/link_settings. Null: not known here. */
                value: string | null;
            }[];
        };
        Delay: {
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            since: string;
            /**
             * @description `bank_unavailable`: The applicant's bank does not answer Plaid. This can last hours. `plaid_unavailable`: Plaid does not answer, or asks Gangway to slow down. `limit_reached`: A limit is used up: the installation's at Plaid, your quota of paid calls, or the money in the Ledger. Operators can raise it. `internal_error`: The fault is Gangway's, or that of its set-up at Plaid. Operators see it.
             * @enum {string}
             */
            reason: "bank_unavailable" | "plaid_unavailable" | "limit_reached" | "internal_error";
        };
        /** @description The receipt of the erasure of a person. */
        Erasure: {
            id: string;
            user_id: string;
            /** @enum {string} */
            status: "under_way" | "done";
            asked: {
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                at: string;
                by_key: string;
            };
            done_at: string | null;
            done: {
                cases_cancelled: number;
                items_removed: number;
                cases_erased: number;
            };
            /** @description Cases that are open or not erased. */
            left: number;
            /** @description The open cases whose end is known last, at most twenty. */
            waiting_for: {
                id: string;
                /** @enum {string} */
                stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
                until: string | null;
            }[];
            /** @description The code of the fault that the last try met. */
            problem: string | null;
            kept: {
                /** @enum {string} */
                what: "records" | "transfers" | "payments" | "authorization_proofs" | "account_holds";
                count: number;
                until: string | null;
                why: string;
            }[];
        };
        Funding: {
            /** @constant */
            rail: "ach";
            /** @enum {string} */
            direction: "debit" | "credit";
            /** @description A decimal string with two digits of cents. */
            amount: string;
            /** @constant */
            currency: "USD";
            /** @enum {string} */
            network: "ach" | "same-day-ach" | "rtp";
            ach_class: ("ccd" | "ppd" | "tel" | "web") | null;
            description: string;
        } | {
            /** @constant */
            rail: "payment-initiation";
            /** @description A decimal string with two digits of cents. */
            amount: string;
            /** @enum {string} */
            currency: "GBP" | "EUR" | "PLN" | "SEK" | "DKK" | "NOK";
            recipient: {
                id: string;
                mask: string;
            };
            reference: string | null;
        };
        Hold: {
            id: string;
            /** @description The return code that caused it. Null if the bank gave none. */
            code: string | null;
            /**
             * @description The transfers that Gangway refuses on the account.
             * @enum {string}
             */
            stops: "debits" | "all";
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            since: string;
            /** @description Null while it is in force. It has no end by itself. */
            lifted_at: string | null;
            /** @description The transfer that came back. */
            transfer_id: string;
            /** @description The onboarding that asked for that transfer, if one did. */
            onboarding_id: string | null;
            user_id: string;
            account: {
                /** @description Null if the account is not kept for further transfers. */
                id: string | null;
                institution: string | null;
                mask: string | null;
            };
        };
        /** @description The applicant beside the owners of the account. */
        Identity: {
            onboarding_id: string;
            decision: ("match" | "unclear" | "conflict") | null;
            reason: ("identity_conflict" | "identity_not_available" | "name_unknown" | "name_weak" | "nothing_else_matches" | "other_script" | "nickname" | "business" | "fiduciary" | "duplicate_account") | null;
            /** @description The reason in a sentence. */
            why: string | null;
            source: ("plaid_match" | "own_rules") | null;
            flags: ("nickname" | "partial_name" | "similar_name" | "other_script" | "business" | "fiduciary" | "postal_code" | "joint_owners" | "duplicate_account")[];
            policy_version: number | null;
            owners: {
                /** @enum {string} */
                status: "read" | "no_account_on_this_rail" | "no_account_yet" | "item_removed" | "permission_revoked" | "not_given_by_bank" | "product_not_available" | "applicant_needed" | "plaid_away" | "plaid_refuses";
                count: number | null;
                /** @description Why there are none. */
                detail: string | null;
            };
            fields: {
                /** @enum {string} */
                field: "legal_name" | "email" | "phone" | "address";
                applicant: (string | {
                    street: string | null;
                    city: string | null;
                    region: string | null;
                    postal_code: string | null;
                    country: string | null;
                }) | null;
                /**
                 * @description Whether the bank gives the field at all.
                 * @enum {string}
                 */
                bank: "given" | "not_given" | "not_read";
                /** @description The values of each owner, in the bank's order. */
                owners: (string | {
                    street: string | null;
                    city: string | null;
                    region: string | null;
                    postal_code: string | null;
                    country: string | null;
                })[][] | null;
                score: number | null;
                threshold: number | null;
                verdict: ("match" | "weak" | "conflict" | "unknown") | null;
            }[];
            /** @description One for each owner, in the bank's order: made now, and by our own rules also where Plaid decided. */
            comparisons: components["schemas"]["OwnerComparison"][] | null;
        };
        /** @description Whether the applicant owns the account. */
        IdentityJudgement: {
            /** @enum {string} */
            decision: "match" | "unclear" | "conflict";
            reason: ("identity_conflict" | "identity_not_available" | "name_unknown" | "name_weak" | "nothing_else_matches" | "other_script" | "nickname" | "business" | "fiduciary" | "duplicate_account") | null;
            source: ("plaid_match" | "own_rules") | null;
            fields: {
                /** @enum {string} */
                field: "legal_name" | "email" | "phone" | "address";
                score: number | null;
                threshold: number;
                /** @enum {string} */
                verdict: "match" | "weak" | "conflict" | "unknown";
            }[];
            flags: ("nickname" | "partial_name" | "similar_name" | "other_script" | "business" | "fiduciary" | "postal_code" | "joint_owners" | "duplicate_account")[];
            policy_version: number | null;
        };
        Ledger: {
            /** @description A decimal string with two digits of cents, which may be below zero. Null if Plaid refuses to show the balance, for example because the client has no Ledger. */
            available: string | null;
            /** @description A decimal string with two digits of cents, which may be below zero. Null if Plaid refuses to show the balance, for example because the client has no Ledger. */
            pending: string | null;
            /** @description The open credits whose applicants have linked an account and that have no transfer yet, and the refunds of debits that Plaid has not made. */
            needed: string;
            /** @description How much of that the available money does not cover: 0.00 if it covers all, null without a balance. */
            lacking: string | null;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            as_of: string;
            banking_day: components["schemas"]["BankingDay"];
        };
        /** @description Null: the default. */
        LinkSettings: {
            client_name: string | null;
            language: ("da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi") | null;
            country_codes: ("US" | "CA" | "GB" | "ES" | "NL" | "FR" | "IE" | "DE" | "IT" | "PL" | "DK" | "NO" | "SE" | "EE" | "LT" | "LV" | "PT" | "BE" | "AT" | "FI")[] | null;
            customization_name: string | null;
            completion_redirect_uri: string | null;
            oauth_redirect_uri: string | null;
            android_package_name: string | null;
        };
        NewApiKey: {
            id: string;
            /** @description The whole key. Only this answer holds it. */
            key: string;
        };
        /** @description The next thing for you or the applicant to do. */
        NextAction: {
            /** @enum {string} */
            type: "open_link" | "repair_link" | "verify_micro_deposits";
            /** @description The page on which the applicant uses Link. Null as link_token. */
            url: string | null;
            /** @description Null: there is none, or it has expired or was used. */
            link_token: string | null;
            expires_at: string | null;
            /** @description The request that makes a new Link token. Only where link_token is null. */
            renew?: {
                /** @constant */
                method: "POST";
                path: string;
                body: {
                    /** @enum {string} */
                    for: "select_accounts" | "renew_login" | "verify_income";
                } | null;
            };
        } | {
            /** @constant */
            type: "verify_identity";
            url: string | null;
        } | {
            /** @constant */
            type: "review";
            /** @description The id of the open question. */
            question: string | null;
            approvals_needed: number;
        } | {
            /** @constant */
            type: "confirm";
            /** @description The id of the open question. */
            question: string | null;
            /** @enum {string} */
            direction: "debit" | "credit";
            /** @description A decimal string with two digits of cents. */
            amount: string;
            /** @enum {string} */
            network: "ach" | "same-day-ach" | "rtp";
        } | {
            /** @constant */
            type: "wait";
            /** @enum {string} */
            for: "identity_verification" | "link" | "repair" | "after_link" | "micro_deposit" | "micro_deposit_code" | "review" | "plaid_limit" | "ledger_balance" | "confirmation" | "settlement" | "payment_confirmation" | "late_link" | "return_window" | "reinitiation" | "another_account" | "retry" | "worker";
            until: string | null;
        };
        Notification: {
            /** @enum {string} */
            type: "onboarding.action_required" | "onboarding.reminder" | "onboarding.in_review" | "onboarding.network_changed" | "onboarding.account_linked" | "onboarding.account_verified" | "onboarding.transferring" | "onboarding.delayed" | "onboarding.funded" | "onboarding.verified" | "onboarding.abandoned" | "onboarding.unverified" | "onboarding.rejected" | "onboarding.declined" | "onboarding.failed" | "onboarding.returned" | "onboarding.cancelled";
            /**
             * Format: date-time
             * @description When it happened, with microseconds, because they give the order.
             */
            timestamp: string;
            data: {
                onboarding_id: string;
                user_id: string;
                /**
                 * @description The language that you chose for Link. Missing: none.
                 * @enum {string}
                 */
                language?: "da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi";
                /** @description Missing in notifications from before the second rail. */
                rail?: ("ach" | "payment-initiation") | null;
                direction: ("debit" | "credit") | null;
                /** @enum {string} */
                stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
                outcome: ("funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled") | null;
                reason: string | null;
                action: ("verify_identity" | "open_link" | "verify_micro_deposits" | "repair_link" | "review" | "confirm") | null;
                /** @description The end of the wait for the action (ISO 8601). */
                until: string | null;
                /** @description Only of the type `delayed`. */
                delayed?: components["schemas"]["Delay"];
                /** @description Only if the reason is `review_rejected`. Null: the reviewer named none. */
                review_reason?: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                /**
                 * @description Only in an example that you asked for: it is about no case.
                 * @constant
                 */
                example?: true;
                title: string;
                /** @description A text for the applicant, as `title` is, in the language of the case. */
                detail: string;
            };
            id: string;
            deliveries: {
                endpoint_id: string;
                /** @enum {string} */
                status: "waiting" | "delivered" | "skipped" | "failed";
                attempts: number;
                result: ("delivered" | "gone" | "throttled" | "redirected" | "refused" | "timed_out" | "unresolved" | "forbidden_address" | "unreachable" | "bad_tls" | "no_answer" | "internal_error" | "smtp_unavailable" | "email_refused" | "not_for_applicant" | "no_email" | "erased" | "too_late") | null;
                status_code: number | null;
                /** @description How long the last attempt took. */
                milliseconds: number | null;
                attempted_at: string | null;
                next_attempt_at: string | null;
            }[];
        } | {
            /** @enum {string} */
            type: "transfer.action_required" | "transfer.reminder" | "transfer.in_review" | "transfer.network_changed" | "transfer.transferring" | "transfer.delayed" | "transfer.funded" | "transfer.abandoned" | "transfer.rejected" | "transfer.declined" | "transfer.failed" | "transfer.returned" | "transfer.cancelled";
            /**
             * Format: date-time
             * @description When it happened, with microseconds, because they give the order.
             */
            timestamp: string;
            data: {
                transfer_id: string;
                account_id: string;
                user_id: string;
                /**
                 * @description The language that you chose for Link. Missing: none.
                 * @enum {string}
                 */
                language?: "da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi";
                /** @description Missing in notifications from before the second rail. */
                rail?: ("ach" | "payment-initiation") | null;
                direction: ("debit" | "credit") | null;
                /** @enum {string} */
                stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
                outcome: ("funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled") | null;
                reason: string | null;
                action: ("verify_identity" | "open_link" | "verify_micro_deposits" | "repair_link" | "review" | "confirm") | null;
                /** @description The end of the wait for the action (ISO 8601). */
                until: string | null;
                /** @description Only of the type `delayed`. */
                delayed?: components["schemas"]["Delay"];
                /** @description Only if the reason is `review_rejected`. Null: the reviewer named none. */
                review_reason?: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                /**
                 * @description Only in an example that you asked for: it is about no case.
                 * @constant
                 */
                example?: true;
                title: string;
                /** @description A text for the applicant, as `title` is, in the language of the case. */
                detail: string;
            };
            id: string;
            deliveries: {
                endpoint_id: string;
                /** @enum {string} */
                status: "waiting" | "delivered" | "skipped" | "failed";
                attempts: number;
                result: ("delivered" | "gone" | "throttled" | "redirected" | "refused" | "timed_out" | "unresolved" | "forbidden_address" | "unreachable" | "bad_tls" | "no_answer" | "internal_error" | "smtp_unavailable" | "email_refused" | "not_for_applicant" | "no_email" | "erased" | "too_late") | null;
                status_code: number | null;
                /** @description How long the last attempt took. */
                milliseconds: number | null;
                attempted_at: string | null;
                next_attempt_at: string | null;
            }[];
        };
        NotificationEndpoint: {
            id: string;
            /** @enum {string} */
            channel: "webhook" | "email";
            /** @description Of emails without an address of yours: where the pages of your cases stand. */
            url: string;
            /** @description Null: all types. */
            types: ("onboarding.action_required" | "onboarding.reminder" | "onboarding.in_review" | "onboarding.network_changed" | "onboarding.account_linked" | "onboarding.account_verified" | "onboarding.transferring" | "onboarding.delayed" | "onboarding.funded" | "onboarding.verified" | "onboarding.abandoned" | "onboarding.unverified" | "onboarding.rejected" | "onboarding.declined" | "onboarding.failed" | "onboarding.returned" | "onboarding.cancelled" | "transfer.action_required" | "transfer.reminder" | "transfer.in_review" | "transfer.network_changed" | "transfer.transferring" | "transfer.delayed" | "transfer.funded" | "transfer.abandoned" | "transfer.rejected" | "transfer.declined" | "transfer.failed" | "transfer.returned" | "transfer.cancelled")[] | null;
            /** @enum {string} */
            status: "enabled" | "disabled";
            disabled_because: ("gone" | "failing") | null;
            failing_since: string | null;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
        };
        NotificationEndpointWithSecret: {
            id: string;
            /** @enum {string} */
            channel: "webhook" | "email";
            /** @description Of emails without an address of yours: where the pages of your cases stand. */
            url: string;
            /** @description Null: all types. */
            types: ("onboarding.action_required" | "onboarding.reminder" | "onboarding.in_review" | "onboarding.network_changed" | "onboarding.account_linked" | "onboarding.account_verified" | "onboarding.transferring" | "onboarding.delayed" | "onboarding.funded" | "onboarding.verified" | "onboarding.abandoned" | "onboarding.unverified" | "onboarding.rejected" | "onboarding.declined" | "onboarding.failed" | "onboarding.returned" | "onboarding.cancelled" | "transfer.action_required" | "transfer.reminder" | "transfer.in_review" | "transfer.network_changed" | "transfer.transferring" | "transfer.delayed" | "transfer.funded" | "transfer.abandoned" | "transfer.rejected" | "transfer.declined" | "transfer.failed" | "transfer.returned" | "transfer.cancelled")[] | null;
            /** @enum {string} */
            status: "enabled" | "disabled";
            disabled_because: ("gone" | "failing") | null;
            failing_since: string | null;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
            /** @description The signing secret. Only this answer holds it. None for email. */
            secret?: string;
        };
        /** @description A Link that the applicant may use although the case does not wait for it. */
        Offer: {
            /** @enum {string} */
            type: "select_accounts" | "renew_login" | "verify_income";
            /** @description The deadline of the offer. */
            before: string | null;
            /** @description The page on which the applicant uses Link. Null as link_token. */
            url: string | null;
            /** @description Null: there is none, or it has expired or was used. */
            link_token: string | null;
            expires_at: string | null;
            /** @description The request that makes a new Link token. Only where link_token is null. */
            renew?: {
                /** @constant */
                method: "POST";
                path: string;
                body: {
                    /** @enum {string} */
                    for: "select_accounts" | "renew_login" | "verify_income";
                } | null;
            };
        };
        Onboarding: {
            id: string;
            user_id: string;
            /** @enum {string} */
            stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
            outcome: ("funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled") | null;
            /** @description Why the applicant is asked again, in words that they may read, in the language of the case. */
            explanation: string | null;
            offers: components["schemas"]["Offer"][];
            products: ("transactions" | "assets" | "income")[];
            identity_verification: {
                id: string;
                status: string;
            } | null;
            item: {
                /** @enum {string} */
                status: "good" | "broken" | "revoked" | "removed";
                /** @description Plaid's code of a broken login. */
                error: string | null;
                consent_ends_at: string | null;
            } | null;
            account: {
                /** @description The id of the linked account. Null while it is none. */
                id: string | null;
                institution: string | null;
                mask: string | null;
                subtype: string | null;
                verification_status: string | null;
                /** @description Other cases that had this account when Gangway read it. */
                duplicate_of: string[];
            } | null;
            payment: {
                id: string | null;
                status: string | null;
                reference: string;
                adjusted_reference: string | null;
                /** @description Counts the payments of the case, from 1. */
                number: number;
            } | null;
            reports: {
                id: string;
                /** @enum {string} */
                kind: "assets" | "income";
                /** @enum {string} */
                status: "offered" | "asked" | "ready" | "failed";
                error: string | null;
            }[];
            /** @description The code that says why the case stands or ended where it did. */
            reason: string | null;
            /** @description Null once the case is closed. */
            next_action: components["schemas"]["NextAction"] | null;
            /** @description The case waits out trouble, and goes on by itself. Null: it does not. */
            delayed: components["schemas"]["Delay"] | null;
            waiting: {
                /** @enum {string} */
                for: "identity_verification" | "link" | "repair" | "after_link" | "micro_deposit" | "micro_deposit_code" | "review" | "plaid_limit" | "ledger_balance" | "confirmation" | "settlement" | "payment_confirmation" | "late_link" | "return_window" | "reinitiation" | "another_account" | "retry";
                until: string | null;
            } | null;
            funding: components["schemas"]["Funding"] | null;
            authorization: components["schemas"]["Authorization"] | null;
            transfer: components["schemas"]["TransferAtPlaid"] | null;
            refunds: components["schemas"]["Refund"][];
            identity: components["schemas"]["IdentityJudgement"] | null;
            reviews: {
                /** @enum {string} */
                decision: "approve" | "reject";
                reviewer: string;
                /** @description Null: the reviewer named none, or the question is not decided yet. */
                reason: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                /** @description The id of the API key by which it came. Null for a command of an operator. */
                key: string | null;
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                at: string;
            }[];
            /** @description Your own strings. Empty if there are none. */
            metadata: {
                [key: string]: string;
            };
            /** @description The page on which the applicant does what the case waits for. Whoever has it may open the page. */
            page_url: string;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            updated_at: string;
        };
        OnboardingEvent: {
            /** @enum {string} */
            type: "onboarding.action_required" | "onboarding.reminder" | "onboarding.in_review" | "onboarding.network_changed" | "onboarding.account_linked" | "onboarding.account_verified" | "onboarding.transferring" | "onboarding.delayed" | "onboarding.funded" | "onboarding.verified" | "onboarding.abandoned" | "onboarding.unverified" | "onboarding.rejected" | "onboarding.declined" | "onboarding.failed" | "onboarding.returned" | "onboarding.cancelled";
            /**
             * Format: date-time
             * @description When it happened, with microseconds, because they give the order.
             */
            timestamp: string;
            data: {
                onboarding_id: string;
                user_id: string;
                /**
                 * @description The language that you chose for Link. Missing: none.
                 * @enum {string}
                 */
                language?: "da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi";
                /** @description Missing in notifications from before the second rail. */
                rail?: ("ach" | "payment-initiation") | null;
                direction: ("debit" | "credit") | null;
                /** @enum {string} */
                stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
                outcome: ("funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled") | null;
                reason: string | null;
                action: ("verify_identity" | "open_link" | "verify_micro_deposits" | "repair_link" | "review" | "confirm") | null;
                /** @description The end of the wait for the action (ISO 8601). */
                until: string | null;
                /** @description Only of the type `delayed`. */
                delayed?: components["schemas"]["Delay"];
                /** @description Only if the reason is `review_rejected`. Null: the reviewer named none. */
                review_reason?: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                /**
                 * @description Only in an example that you asked for: it is about no case.
                 * @constant
                 */
                example?: true;
                title: string;
                /** @description A text for the applicant, as `title` is, in the language of the case. */
                detail: string;
            };
        };
        /** @description An open question to reviewers. */
        OpenReview: {
            /** @description The id of an onboarding, or of a transfer on a linked account. */
            case_id: string;
            question: string;
            /**
             * Format: date-time
             * @description When the case asked the question.
             */
            since: string;
            deadline: string | null;
            /** @description Until the deadline, and 0 from then on. */
            seconds_left: number | null;
            /** @description The code that says why the case is in review. */
            reason: string | null;
            identity: components["schemas"]["IdentityJudgement"] | null;
            authorization: components["schemas"]["Authorization"] | null;
            /** @description The parts of the policy that decide what goes to reviewers. */
            policy: {
                four_eyes: boolean;
                different_keys: boolean;
                /** @enum {string} */
                nicknames: "accept" | "review";
                /** @enum {string} */
                businesses: "accept" | "review";
                duplicates: {
                    /** @enum {string} */
                    same_user: "allow" | "review" | "refuse";
                    /** @enum {string} */
                    other_user: "allow" | "review" | "refuse";
                };
                /** @enum {string} */
                database_caution: "accept" | "review" | "refuse";
                /** @enum {string} */
                unchecked_risk: "decline" | "review" | "accept";
            };
            /** @description Those that count for this question. */
            approvals: {
                reviewer: string;
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                at: string;
            }[];
            /** @description How many are missing. */
            approvals_needed: number;
            /** @description Null if the case moves no money, as are the amount and the currency. */
            rail: ("ach" | "payment-initiation") | null;
            /** @description Null on the rail payment-initiation, as is the network. */
            direction: ("debit" | "credit") | null;
            amount: string | null;
            currency: string | null;
            network: ("ach" | "same-day-ach" | "rtp") | null;
            /** @description The reviewer who works on it. Null: it is free. */
            assigned_to: {
                reviewer: string;
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                until: string;
            } | null;
        };
        /** @description The applicant beside one owner, by our own rules. */
        OwnerComparison: {
            /** @enum {string} */
            decision: "match" | "unclear" | "conflict";
            reason: ("identity_conflict" | "identity_not_available" | "name_unknown" | "name_weak" | "nothing_else_matches" | "other_script" | "nickname" | "business" | "fiduciary" | "duplicate_account") | null;
            why: string;
            flags: ("nickname" | "partial_name" | "similar_name" | "other_script" | "business" | "fiduciary" | "postal_code" | "joint_owners" | "duplicate_account")[];
            fields: {
                /** @enum {string} */
                field: "legal_name" | "email" | "phone" | "address";
                /** @description Null: not known, as is the score. */
                applicant: (string | {
                    street: string | null;
                    city: string | null;
                    region: string | null;
                    postal_code: string | null;
                    country: string | null;
                }) | null;
                /** @description All values that the bank gives. Null: not known. */
                owner: (string | {
                    street: string | null;
                    city: string | null;
                    region: string | null;
                    postal_code: string | null;
                    country: string | null;
                })[] | null;
                score: number | null;
                threshold: number;
                /** @enum {string} */
                verdict: "match" | "weak" | "conflict" | "unknown";
                why: string;
            }[];
        };
        PaidCalls: {
            /** @enum {string} */
            call: "auth" | "micro_deposits" | "database_auth" | "identity" | "identity_verification" | "asset_report" | "income" | "transfer_risk";
            count: number;
            /** @description Null: any number. */
            quota: number | null;
        };
        PlaidBankTransferEvent: {
            event_id: string;
            type: string;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            at: string;
            account_id: string | null;
            direction: string | null;
            amount: string | null;
            failure: {
                code: string | null;
                description: string | null;
            } | null;
            onboarding_id: string | null;
            /** @description Gangway has read the event. */
            stored: boolean;
            signalled_at: string | null;
            bank_transfer_id: string;
        };
        PlaidTransferEvent: {
            event_id: string;
            type: string;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            at: string;
            account_id: string | null;
            direction: string | null;
            amount: string | null;
            failure: {
                code: string | null;
                description: string | null;
            } | null;
            onboarding_id: string | null;
            /** @description Gangway has read the event. */
            stored: boolean;
            signalled_at: string | null;
            transfer_id: string | null;
            refund_id: string | null;
            sweep_id: string | null;
        };
        Problem: {
            /** @description The path of the page that explains the code. */
            type: string;
            title: string;
            status: number;
            /** @description A sentence that says what to do. */
            detail: string;
            /** @description In capitals: Plaid's own code. */
            code: ("bad_request_target" | "body_incomplete" | "empty_body" | "idempotency_key_required" | "invalid_idempotency_key" | "invalid_json" | "unauthorized" | "scope_missing" | "tenant_required" | "method_not_allowed" | "not_found" | "body_too_large" | "unsupported_encoding" | "unsupported_media_type" | "invalid_input" | "too_many_streams" | "idempotency_in_progress" | "idempotency_key_reused" | "onboarding_not_found" | "account_not_found" | "transfer_not_found" | "key_not_found" | "tenant_exists" | "endpoint_not_found" | "notification_not_found" | "report_not_found" | "webhook_not_found" | "tenant_not_found" | "authorization_proof_not_found" | "user_not_found" | "erasure_not_found" | "erasure_under_way" | "applicant_missing" | "erased" | "recipient_missing" | "stage_conflict" | "account_unusable" | "account_repair_needed" | "account_not_shared" | "not_on_hold" | "hold_not_found" | "case_closed" | "case_open" | "not_cancellable" | "not_offered" | "no_link_session" | "public_token_not_named" | "payment_not_open" | "other_question" | "answered_already" | "same_key" | "approved_already" | "assigned_to_another" | "product_not_asked_for" | "not_refundable" | "not_settled" | "refund_too_late" | "refund_too_much" | "refund_too_little" | "refund_refused" | "refund_unknown" | "endpoint_exists" | "too_many_endpoints" | "too_many_secrets" | "no_secret" | "email_endpoint" | "no_endpoint" | "email_off" | "webhook_waiting" | "key_limit" | "tenant_limit" | "source_limit" | "refused_keys_limit" | "too_many_at_once" | "plaid_limit" | "quota_reached" | "address_not_registered" | "address_not_found" | "too_many_addresses" | "case_failing" | "too_many_looks" | "case_starting" | "database_slow" | "database_unavailable" | "database_misconfigured" | "schema_behind" | "schema_ahead" | "vault_key_away" | "vault_key_unknown" | "vault_key_retired" | "vault_key_wrong" | "write_queue_full" | "temporal_unavailable" | "worker_unavailable" | "unavailable" | "processor_unavailable" | "timeout" | "no_answer" | "http_429" | "unreadable_answer" | "unexpected_answer" | "internal_error") | string;
            request_id: string;
            /** @description The bad fields: a pointer into the request (RFC 6901), and what to do about it. */
            errors?: {
                pointer: string;
                message: string;
            }[];
        };
        /** @enum {string} */
        Processor: "dwolla" | "galileo" | "modern_treasury" | "ocrolus" | "vesta" | "drivewealth" | "vopay" | "achq" | "check" | "checkbook" | "circle" | "sila_money" | "rize" | "svb_api" | "unit" | "wyre" | "lithic" | "alpaca" | "astra" | "moov" | "treasury_prime" | "marqeta" | "checkout" | "solid" | "highnote" | "gemini" | "apex_clearing" | "gusto" | "adyen" | "atomic" | "i2c" | "wepay" | "riskified" | "utb" | "adp_roll" | "fortress_trust" | "bond" | "bakkt" | "teal" | "zero_hash" | "taba_pay" | "knot" | "sardine" | "alloy" | "finix" | "nuvei" | "layer" | "boom" | "seamlessach" | "stake" | "wedbush" | "esusu" | "ansa" | "scribeup" | "straddle" | "loanpro" | "bloom_credit" | "sfox" | "brale" | "parafin" | "cardless" | "open_ledger" | "valon" | "gainbridge" | "cardlytics" | "pinwheel" | "thread_bank" | "array" | "fiant" | "oatfi" | "curinos" | "frame" | "interchecks" | "interchange" | "atomicfi" | "pay" | "natural" | "kanmon" | "kick" | "increase" | "airwallex" | "cybrid" | "bizcap" | "webull" | "kikoff_enterprise";
        ProcessorToken: {
            account_id: string;
            processor: components["schemas"]["Processor"];
            processor_token: string;
        };
        Refund: {
            id: string;
            /** @description A decimal string with two digits of cents. */
            amount: string;
            /** @enum {string} */
            status: "asked" | "refused" | "pending" | "posted" | "settled" | "cancelled" | "failed" | "returned";
            waiting: {
                /** @constant */
                for: "ledger_balance";
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                until: string;
            } | null;
            /** @description Why it came to nothing. Null while it has not. */
            failure: {
                code: string | null;
                words: string;
            } | null;
            /** @description The bank has returned the debit too, so the applicant was paid twice. */
            paid_twice: boolean;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
        };
        RelatedCase: {
            id: string;
            /** @description As `duplicate_of` recognises an account. */
            same_account: boolean;
            same_user: boolean;
            /** @enum {string} */
            stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
            outcome: ("funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled") | null;
            reason: string | null;
            reviews: {
                /** @enum {string} */
                decision: "approve" | "reject";
                /** @description Null: the reviewer named none, or the question is not decided yet. */
                reason: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                at: string;
            }[];
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            updated_at: string;
        };
        Report: {
            id: string;
            /** @enum {string} */
            kind: "assets" | "income";
            /** @enum {string} */
            status: "offered" | "asked" | "ready" | "failed";
            error: string | null;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            asked_at: string;
            ready_at: string | null;
            /** @description Plaid's own JSON. Null until it is ready. */
            report: unknown;
        };
        ReturnRate: {
            returns: number;
            debits: number;
            /** @description Null if there are no debits. */
            share: number | null;
            limits: {
                plaid: number;
                nacha: number;
            };
            /** @description How many returns each limit allows at this number of debits. */
            allowed: {
                plaid: number;
                nacha: number;
            };
            exceeded: ("plaid" | "nacha")[];
        };
        /** @description The decision of a reviewer. */
        Review: {
            question: string | null;
            /** @enum {string} */
            decision: "approve" | "reject";
            reviewer: string;
            /** @description Null: the reviewer named none, or the question is not decided yet. */
            reason: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
            /** @description Null too while the reason is hidden, and once the applicant is erased. */
            note: string | null;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            at: string;
        };
        /** @description With four eyes, each of the two approvals counts in `decisions`. */
        ReviewFigures: {
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            since: string;
            /** @description Questions that reviewers have decided, all of them in time. */
            decided: number;
            /** @description Questions whose time was over before. */
            expired: number;
            decisions: {
                /** @enum {string} */
                decision: "approve" | "reject";
                reason: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                count: number;
                /** @description Those whose case stands as `returned` now. */
                returned: number;
            }[];
        };
        SearchedCase: {
            id: string;
            /**
             * @description `transfer`: one on a linked account.
             * @enum {string}
             */
            kind: "onboarding" | "transfer";
            user_id: string;
            /** @enum {string} */
            stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
            outcome: ("funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled") | null;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
            found_by: ("id" | "user_id" | "mask" | "linked_account" | "link_session" | "link_token" | "item" | "account" | "transfer" | "identity_verification" | "payment" | "report" | "authorization" | "refund" | "payment_reference")[];
        };
        SearchedCaseOfTenant: {
            id: string;
            /**
             * @description `transfer`: one on a linked account.
             * @enum {string}
             */
            kind: "onboarding" | "transfer";
            user_id: string;
            /** @enum {string} */
            stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
            outcome: ("funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled") | null;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
            found_by: ("id" | "user_id" | "mask" | "linked_account" | "link_session" | "link_token" | "item" | "account" | "transfer" | "identity_verification" | "payment" | "report" | "authorization" | "refund" | "payment_reference")[];
            tenant: string;
        };
        Tenant: {
            id: string;
            name: string;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
        };
        TenantAddress: {
            id: string;
            /** @enum {string} */
            use: "return" | "oauth" | "android" | "frame";
            address: string;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
        };
        TimelineEntry: {
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            at: string;
            what: string;
            detail: {
                [key: string]: string | number | boolean | null;
            };
        };
        Transfer: {
            id: string;
            account_id: string | null;
            /** @description The onboarding that asked for it. Null for a transfer on a linked account. */
            onboarding_id: string | null;
            user_id: string;
            /**
             * @description The outcome, once there is one; until then the stage.
             * @enum {string}
             */
            status: "funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled" | "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
            /** @description The code that says why the case stands or ended where it did. */
            reason: string | null;
            /** @description Null once the case is closed. */
            next_action: components["schemas"]["NextAction"] | null;
            /** @description The case waits out trouble, and goes on by itself. Null: it does not. */
            delayed: components["schemas"]["Delay"] | null;
            waiting: {
                /** @enum {string} */
                for: "identity_verification" | "link" | "repair" | "after_link" | "micro_deposit" | "micro_deposit_code" | "review" | "plaid_limit" | "ledger_balance" | "confirmation" | "settlement" | "payment_confirmation" | "late_link" | "return_window" | "reinitiation" | "another_account" | "retry";
                until: string | null;
            } | null;
            funding: components["schemas"]["Funding"] | null;
            authorization: components["schemas"]["Authorization"] | null;
            transfer: components["schemas"]["TransferAtPlaid"] | null;
            refunds: components["schemas"]["Refund"][];
            identity: components["schemas"]["IdentityJudgement"] | null;
            reviews: {
                /** @enum {string} */
                decision: "approve" | "reject";
                reviewer: string;
                /** @description Null: the reviewer named none, or the question is not decided yet. */
                reason: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                /** @description The id of the API key by which it came. Null for a command of an operator. */
                key: string | null;
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                at: string;
            }[];
            /** @description Your own strings. Empty if there are none. */
            metadata: {
                [key: string]: string;
            };
            /** @description The page on which the applicant does what the case waits for. Whoever has it may open the page. */
            page_url: string;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            updated_at: string;
        };
        /** @description The newest of the case's transfers at Plaid. */
        TransferAtPlaid: {
            /** @description Plaid's id. */
            id: string;
            /** @description Counts the transfers of the case, from 1. */
            number: number;
            network: string;
            /** @enum {string} */
            status: "pending" | "posted" | "settled" | "funds_available" | "cancelled" | "failed" | "returned";
            /** @description A decimal string with two digits of cents. */
            amount: string;
            return_windows: {
                standard: string | null;
                unauthorized: string | null;
            };
            /** @description Why it came to nothing. Null while it has not. */
            failure: {
                code: string | null;
                words: string;
            } | null;
        };
        /** @description About a transfer on a linked account. */
        TransferEvent: {
            /** @enum {string} */
            type: "transfer.action_required" | "transfer.reminder" | "transfer.in_review" | "transfer.network_changed" | "transfer.transferring" | "transfer.delayed" | "transfer.funded" | "transfer.abandoned" | "transfer.rejected" | "transfer.declined" | "transfer.failed" | "transfer.returned" | "transfer.cancelled";
            /**
             * Format: date-time
             * @description When it happened, with microseconds, because they give the order.
             */
            timestamp: string;
            data: {
                transfer_id: string;
                account_id: string;
                user_id: string;
                /**
                 * @description The language that you chose for Link. Missing: none.
                 * @enum {string}
                 */
                language?: "da" | "nl" | "en" | "et" | "fr" | "de" | "hi" | "it" | "lv" | "lt" | "no" | "pl" | "pt" | "ro" | "es" | "sv" | "vi";
                /** @description Missing in notifications from before the second rail. */
                rail?: ("ach" | "payment-initiation") | null;
                direction: ("debit" | "credit") | null;
                /** @enum {string} */
                stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
                outcome: ("funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled") | null;
                reason: string | null;
                action: ("verify_identity" | "open_link" | "verify_micro_deposits" | "repair_link" | "review" | "confirm") | null;
                /** @description The end of the wait for the action (ISO 8601). */
                until: string | null;
                /** @description Only of the type `delayed`. */
                delayed?: components["schemas"]["Delay"];
                /** @description Only if the reason is `review_rejected`. Null: the reviewer named none. */
                review_reason?: ("name_variant" | "joint_account" | "business_owner" | "document_seen" | "risk_accepted" | "name_mismatch" | "third_party_account" | "suspected_fraud" | "no_response" | "risk_too_high" | "other") | null;
                /**
                 * @description Only in an example that you asked for: it is about no case.
                 * @constant
                 */
                example?: true;
                title: string;
                /** @description A text for the applicant, as `title` is, in the language of the case. */
                detail: string;
            };
        };
        TransferSum: {
            /** @enum {string} */
            direction: "debit" | "credit";
            /** @enum {string} */
            status: "funded" | "verified" | "abandoned" | "unverified" | "rejected" | "declined" | "failed" | "returned" | "cancelled" | "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns" | "closed";
            count: number;
            /** @description A decimal string with two digits of cents. */
            amount: string;
            /** @constant */
            currency: "USD";
        };
        UserExport: {
            user_id: string;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            exported_at: string;
            erasures: {
                id: string;
                asked_by: string;
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                asked_at: string;
                done_at: string | null;
                problem: string | null;
            }[];
            cases: {
                onboardings: {
                    [key: string]: unknown;
                }[];
                applicants: {
                    [key: string]: unknown;
                }[];
                link_sessions: {
                    [key: string]: unknown;
                }[];
                identity_verifications: {
                    [key: string]: unknown;
                }[];
                items: {
                    [key: string]: unknown;
                }[];
                accounts: {
                    [key: string]: unknown;
                }[];
                linked_accounts: {
                    [key: string]: unknown;
                }[];
                metadata: {
                    [key: string]: unknown;
                }[];
                identity_checks: {
                    [key: string]: unknown;
                }[];
                reviews: {
                    [key: string]: unknown;
                }[];
                confirmations: {
                    [key: string]: unknown;
                }[];
                authorizations: {
                    [key: string]: unknown;
                }[];
                transfers: {
                    [key: string]: unknown;
                }[];
                transfer_events: {
                    [key: string]: unknown;
                }[];
                bank_transfer_events: {
                    [key: string]: unknown;
                }[];
                authorization_proofs: {
                    [key: string]: unknown;
                }[];
                account_holds: {
                    [key: string]: unknown;
                }[];
                payments: {
                    [key: string]: unknown;
                }[];
                refunds: {
                    [key: string]: unknown;
                }[];
                reports: {
                    [key: string]: unknown;
                }[];
                transaction_syncs: {
                    [key: string]: unknown;
                }[];
                bank_transactions: {
                    [key: string]: unknown;
                }[];
                plaid_ids: {
                    [key: string]: unknown;
                }[];
                timeline: {
                    [key: string]: unknown;
                }[];
                notifications: {
                    [key: string]: unknown;
                }[];
                notification_deliveries: {
                    [key: string]: unknown;
                }[];
            }[];
        };
        /** @description A webhook of Plaid's, without its body. */
        Webhook: {
            id: string;
            type: string;
            code: string;
            /** @enum {string} */
            status: "waiting" | "parked" | "failed" | "done";
            result: string | null;
            attempts: number;
            stale: boolean;
            plaid_id: {
                /** @enum {string} */
                kind: "link_token" | "item" | "account" | "transfer" | "identity_verification" | "payment" | "report";
                id: string;
            } | null;
            onboarding_id: string | null;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            signed_at: string;
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            received_at: string;
            next_attempt_at: string | null;
            done_at: string | null;
        };
        WholeBoard: {
            /**
             * Format: date-time
             * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
             */
            at: string;
            stages: {
                /** @enum {string} */
                stage: "starting" | "awaiting_identity_verification" | "awaiting_link" | "verifying_account" | "awaiting_micro_deposits" | "matching_identity" | "in_review" | "repairing_link" | "authorizing" | "transferring" | "watching_returns";
                count: number;
                /** @description To the minute. Null if nothing is counted. */
                oldest_since: string | null;
            }[];
            money: {
                /** @description All cases in the stage `transferring`. `oldest_day`: the day on which the oldest was asked for. */
                under_way: {
                    /** @enum {string} */
                    rail: "ach" | "payment-initiation";
                    /** @enum {string} */
                    direction: "debit" | "credit";
                    /** @description Null for a payment. */
                    network: ("ach" | "same-day-ach" | "rtp") | null;
                    currency: string;
                    count: number;
                    /** @description A decimal string with two digits of cents. */
                    amount: string;
                    /**
                     * Format: date
                     * @description A day in UTC.
                     */
                    oldest_day: string;
                }[];
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                since: string;
                /** @description Cases by the day on which they were asked for, and by the stage or outcome that they have now. */
                days: {
                    /**
                     * Format: date
                     * @description A day in UTC.
                     */
                    day: string;
                    /** @enum {string} */
                    status: "transferring" | "funded" | "returned";
                    /** @enum {string} */
                    rail: "ach" | "payment-initiation";
                    /** @enum {string} */
                    direction: "debit" | "credit";
                    /** @description Null for a payment. */
                    network: ("ach" | "same-day-ach" | "rtp") | null;
                    currency: string;
                    count: number;
                    /** @description A decimal string with two digits of cents. */
                    amount: string;
                }[];
            };
            returns: {
                /** @description Transfers that came back today, by the bank's code. */
                today: {
                    /** @enum {string} */
                    direction: "debit" | "credit";
                    network: string;
                    code: string | null;
                    count: number;
                    /** @description A decimal string with two digits of cents. */
                    amount: string;
                }[];
                /**
                 * Format: date-time
                 * @description A time in UTC, such as 2026-05-04T12:00:00.000Z.
                 */
                since: string;
                rates: {
                    [key: string]: components["schemas"]["ReturnRate"];
                };
            };
            /** @description Cases that wait for a reviewer. */
            reviews: {
                count: number;
                /** @description To the minute. Null if nothing is counted. */
                oldest_since: string | null;
                /** @description To the minute. Null if nothing is counted. */
                soonest_deadline: string | null;
            };
            /** @description Transfers that wait for the confirmation of their tenant. */
            confirmations: {
                count: number;
                /** @description To the minute. Null if nothing is counted. */
                oldest_since: string | null;
                /** @description To the minute. Null if nothing is counted. */
                soonest_deadline: string | null;
            };
            delays: {
                /** @enum {string} */
                reason: "bank_unavailable" | "plaid_unavailable" | "limit_reached" | "internal_error";
                count: number;
                /** @description To the minute. Null if nothing is counted. */
                oldest_since: string | null;
            }[];
            holds: {
                code: string | null;
                count: number;
                /** @description To the minute. Null if nothing is counted. */
                oldest_since: string | null;
            }[];
            notifications: {
                /** @description At most 1000, which stands for so many or more. */
                waiting: number;
                oldest_waiting_since: string | null;
                /** @description Notifications that the notifier has given up. At most 1000, as above. */
                failed: number;
                oldest_failed_since: string | null;
                endpoints_failing: number;
                endpoints_disabled: number;
            };
            /** @description Webhooks that are not done: the relay has still to deliver them, their case is unknown, or they failed. */
            webhooks: {
                waiting: {
                    /** @description At most 1000, which stands for so many or more. */
                    count: number;
                    oldest_since: string | null;
                };
                parked: {
                    /** @description At most 1000, which stands for so many or more. */
                    count: number;
                    oldest_since: string | null;
                };
                failed: {
                    /** @description At most 1000, which stands for so many or more. */
                    count: number;
                    oldest_since: string | null;
                };
            };
        };
    };
    responses: {
        /** @description Unauthorized */
        unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unauthorized";
                };
            };
        };
        /** @description Forbidden */
        scope_missing: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "scope_missing";
                };
            };
        };
        /** @description Payload Too Large */
        body_too_large: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "body_too_large";
                };
            };
        };
        /** @description Too Many Requests */
        limits: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "key_limit" | "tenant_limit" | "source_limit" | "refused_keys_limit" | "too_many_at_once";
                };
            };
        };
        /** @description Internal Server Error */
        internal_error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "internal_error";
                };
            };
        };
        /** @description Bad Request */
        tenant_required: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "tenant_required";
                };
            };
        };
        /** @description Not Found */
        tenant_not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "tenant_not_found";
                };
            };
        };
        /** @description Unprocessable Entity */
        invalid_input: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "invalid_input";
                };
            };
        };
        /** @description Not Found */
        onboarding_not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "onboarding_not_found";
                };
            };
        };
        /** @description Conflict */
        idempotency_in_progress: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "idempotency_in_progress";
                };
            };
        };
        /** @description Conflict */
        product_not_asked_for: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "product_not_asked_for";
                };
            };
        };
        /** @description Conflict */
        PLAID: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: unknown;
                };
            };
        };
        /** @description Not Found */
        user_not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "user_not_found";
                };
            };
        };
        /** @description Not Found */
        account_not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "account_not_found";
                };
            };
        };
        /** @description Not Found */
        transfer_not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "transfer_not_found";
                };
            };
        };
        /** @description Not Found */
        hold_not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "hold_not_found";
                };
            };
        };
        /** @description Not Found */
        endpoint_not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "endpoint_not_found";
                };
            };
        };
        /** @description Conflict */
        email_endpoint: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "email_endpoint";
                };
            };
        };
        /** @description Not Found */
        notification_not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "notification_not_found";
                };
            };
        };
        /** @description Conflict */
        no_endpoint: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "no_endpoint";
                };
            };
        };
        /** @description Conflict */
        tenant_exists: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "tenant_exists";
                };
            };
        };
        /** @description Conflict */
        too_many_addresses: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "too_many_addresses";
                };
            };
        };
        /** @description Not Found */
        webhook_not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "webhook_not_found";
                };
            };
        };
        /** @description Conflict */
        webhook_waiting: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "webhook_waiting";
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The id of the request, as in the log. */
        RequestId: string;
        /** @description Seconds to wait before a repeat. */
        RetryAfter: number;
        /** @description "true" if an earlier request had this answer. */
        Replayed: string;
        /** @description Stands for this answer. Send it as If-None-Match. */
        ETag: string;
        /** @description What is left of the limits, and the seconds until it is full again. */
        RateLimit: string;
        /** @description The limits of requests a minute: of the key, and of its tenant. */
        RateLimitPolicy: string;
        /** @description The path of what was made. */
        Location: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

/** The POSTs that take an `Idempotency-Key`. */
export const keyedPosts: readonly string[] = [
  "/v1/onboardings",
  "/v1/onboardings/{id}/link",
  "/v1/onboardings/{id}/link_token",
  "/v1/onboardings/{id}/review",
  "/v1/onboardings/{id}/review/take",
  "/v1/onboardings/{id}/review/give_back",
  "/v1/onboardings/{id}/review/hand_over",
  "/v1/onboardings/{id}/confirm",
  "/v1/onboardings/{id}/refuse",
  "/v1/onboardings/{id}/cancel",
  "/v1/onboardings/{id}/lift_hold",
  "/v1/onboardings/{id}/metadata",
  "/v1/onboardings/{id}/refunds",
  "/v1/accounts/{id}/metadata",
  "/v1/accounts/{id}/processor_token",
  "/v1/accounts/{id}/transfers",
  "/v1/transfers/{id}/link",
  "/v1/transfers/{id}/link_token",
  "/v1/transfers/{id}/review",
  "/v1/transfers/{id}/review/take",
  "/v1/transfers/{id}/review/give_back",
  "/v1/transfers/{id}/review/hand_over",
  "/v1/transfers/{id}/confirm",
  "/v1/transfers/{id}/refuse",
  "/v1/transfers/{id}/cancel",
  "/v1/transfers/{id}/lift_hold",
  "/v1/transfers/{id}/metadata",
  "/v1/transfers/{id}/refunds",
  "/v1/holds/{id}/lift"
];
