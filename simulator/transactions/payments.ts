// The transactions that the person of every story has, as days before today. Two amounts have more digits than a dollar
// has, as in Plaid's Sandbox.

type Payment = { days_ago: number; amount: number; name: string; merchant: string | null; pending: boolean };

const paid = (days_ago: number, amount: number, name: string, merchant: string | null, pending = false): Payment => ({
  days_ago,
  amount,
  name,
  merchant,
  pending,
});

export const payments: Record<'initial' | 'historical', Payment[]> = {
  initial: [
    paid(0, 4.331, 'STARBIRD COFFEE 1184', 'Starbird Coffee', true),
    paid(1, 12.5, 'MAIN ST GREENGROCER', 'Main St Greengrocer'),
    paid(3, 89.4, 'TECTRA INC AUTOPAY', 'Tectra'),
    paid(9, 10.021521, 'RIDE 7QX SANFRANCISCO', 'Ride'),
    paid(14, -2500, 'ACME PAYROLL DIRECT DEP', 'Acme'),
    paid(21, 2078.5, 'CHECK 1043', null),
    paid(28, -2500, 'ACME PAYROLL DIRECT DEP', 'Acme'),
  ],
  historical: [
    paid(33, 12, 'MAIN ST GREENGROCER', 'Main St Greengrocer'),
    paid(42, -2500, 'ACME PAYROLL DIRECT DEP', 'Acme'),
    paid(51, 2078.5, 'CHECK 1042', null),
    paid(56, -2500, 'ACME PAYROLL DIRECT DEP', 'Acme'),
    paid(63, 89.4, 'TECTRA INC AUTOPAY', 'Tectra'),
    paid(70, -2500, 'ACME PAYROLL DIRECT DEP', 'Acme'),
    paid(84, -2500, 'ACME PAYROLL DIRECT DEP', 'Acme'),
  ],
};
