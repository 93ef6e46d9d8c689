// Decodes payloads for workflows. A payload with another encoding, or that is not JSON, would fail every workflow task
// for ever. So this converter returns undefined, which every check of a payload refuses.
import { defaultPayloadConverter, type PayloadConverter } from '@temporalio/common';

export const payloadConverter: PayloadConverter = {
  toPayload: (...given) => defaultPayloadConverter.toPayload(...given),
  fromPayload(...given) {
    try {
      return defaultPayloadConverter.fromPayload(...given);
    } catch {
      return undefined as never;
    }
  },
};
