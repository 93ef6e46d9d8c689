// /credit/payroll_income/get and /sandbox/income/fire_webhook
import type {
  CreditPayrollIncomeGetResponse,
  CreditPayStub,
  PayrollItem,
  SandboxIncomeFireWebhookResponse,
} from 'plaid';
import { z } from 'zod';
import { addDays, easternDate } from '../banking-days.ts';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidRequest, PlaidError } from '../errors.ts';
import { timePasses } from '../time-passes.ts';
import type { Wire } from '../wire.ts';
import type { SimPayroll } from './state.ts';
import { findUser, namesUser } from './users.ts';

const incomeError = (code: string, message: string) => new PlaidError(400, 'INCOME_VERIFICATION_ERROR', code, message);

export const getPayrollIncome = endpoint({
  path: '/credit/payroll_income/get',
  request: z.strictObject(namesUser),
  respond(world, asked): Answer<CreditPayrollIncomeGetResponse> {
    timePasses(world);
    const user = findUser(world, asked);
    if (!user) throw invalidRequest('MISSING_FIELDS', 'the following required fields are missing: user_token');
    const { payrolls } = user;
    if (payrolls.length === 0) {
      throw incomeError(
        'INCOME_VERIFICATION_NOT_FOUND',
        'the requested data was not found. Please check the ID supplied.',
      );
    }
    if (payrolls.some(({ status }) => status === 'PROCESSING')) {
      throw incomeError(
        'PRODUCT_NOT_READY',
        'the requested product is not yet ready. please provide a webhook or try the request again later',
      );
    }
    const read = payrolls.filter(({ status }) => status === 'PROCESSING_COMPLETE');
    if (read.length === 0) {
      throw incomeError(
        'INCOME_VERIFICATION_FAILED',
        'the income verification you are trying to retrieve could not be completed',
      );
    }
    return { items: read.map(showPayroll) };
  },
});

const statuses = ['PROCESSING_COMPLETE', 'PROCESSING_FAILED', 'PENDING_APPROVAL'] as const;

export const fireIncomeWebhook = endpoint({
  path: '/sandbox/income/fire_webhook',
  request: z.strictObject({
    item_id: z.string().min(1),
    user_id: z.string().min(1).optional(),
    webhook: z.url({ protocol: /^https?$/ }),
    verification_status: z.enum(statuses.map((status) => `VERIFICATION_STATUS_${status}` as const)).optional(),
    webhook_code: z.enum(['INCOME_VERIFICATION', 'USER_INCOME_VERIFICATION']),
  }),
  respond(world, { webhook, ...asked }): Answer<SandboxIncomeFireWebhookResponse> {
    const verification_status = 'VERIFICATION_STATUS_PROCESSING_COMPLETE';
    world.send(webhook, { webhook_type: 'INCOME', verification_status, ...asked });
    return {};
  },
});

function showPayroll({ item_id, shared_at, status }: SimPayroll): Wire<PayrollItem> {
  const account_id = `${item_id}-account`;
  return {
    item_id,
    institution_id: 'ins_135842',
    institution_name: 'ADP',
    status: { processing_status: status },
    updated_at: shared_at,
    accounts: [{ account_id, rate_of_pay: { pay_rate: 'ANNUAL', pay_amount: 65_000 }, pay_frequency: 'BIWEEKLY' }],
    payroll_income: [
      { account_id, pay_stubs: [payStub(easternDate(new Date(shared_at)))], w2s: [], form1099s: [], i20s: [] },
    ],
  };
}

function payStub(today: string): Wire<CreditPayStub> {
  const currency = { iso_currency_code: 'USD', unofficial_currency_code: null };
  const nowhere = { city: null, country: 'US', postal_code: null, region: null, street: null };
  return {
    document_id: null,
    document_metadata: {
      name: 'pay_stub.pdf',
      document_type: 'PAYSTUB',
      download_url: null,
      status: 'PROCESSING_COMPLETE',
    },
    employee: {
      name: 'Alberta Bobbeth Charleson',
      address: nowhere,
      marital_status: null,
      taxpayer_id: { id_type: 'SSN', id_mask: '3333' },
    },
    employer: { name: 'Acme', address: nowhere },
    earnings: { breakdown: [], total: { current_amount: 2500, ytd_amount: 30_000, hours: 80, ...currency } },
    deductions: { breakdown: [], total: { current_amount: 500, ytd_amount: 6000, ...currency } },
    net_pay: { current_amount: 2000, ytd_amount: 24_000, description: 'NET PAY', ...currency },
    pay_period_details: {
      pay_amount: 2000,
      gross_earnings: 2500,
      distribution_breakdown: [],
      start_date: addDays(today, -15),
      end_date: addDays(today, -2),
      pay_date: today,
      pay_frequency: 'BIWEEKLY',
      ...currency,
    },
  };
}
