import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * A self-signed certificate for this machine, with its key, for tests only. It covers localhost, 127.0.0.1, and
 * 0.0.0.0, which also leads to this machine but is no loopback address. Made with OpenSSL, valid from 2020 to 2120.
 */
export const testCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfS8LCi/vWZ5W/rCQ
r2twopMn4Z/4hmLQBM2vs0DkqX6hRANCAAR0F3/YhuUGop21P/e0ZCfGMD7D7cgx
G01AEfDTeof24xWJHejpNAmUyPvmVaYmLgH21pf+eqoqaCMVySXqTosX
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBeDCCAR+gAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9HYW5nd2F5
J3MgdGVzdHMwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBoxGDAW
BgNVBAMMD0dhbmd3YXkncyB0ZXN0czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
BHQXf9iG5QainbU/97RkJ8YwPsPtyDEbTUAR8NN6h/bjFYkd6Ok0CZTI++ZVpiYu
AfbWl/56qipoIxXJJepOixejVDBSMCAGA1UdEQQZMBeCCWxvY2FsaG9zdIcEfwAA
AYcEAAAAADAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRMM05YynbR7TbEnNlR
R5RhxuPBWDAKBggqhkjOPQQDAgNHADBEAiA8Ffy+HGrIq9wKu+dmy2gGjzYgHYmQ
hGWquNLw2N9DCQIgDu3OhSpTwsPg+5QLhALlK1/KtGkLkrhklcqOIpZRZrU=
-----END CERTIFICATE-----`,
};

/**
 * Runs a script in a process that trusts the certificate, because Node reads its trust at start. Returns its output.
 */
export async function trustingTheCertificate(script: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gangway-ca-'));
  try {
    const ca = join(folder, 'ca.pem');
    await writeFile(ca, testCertificate.cert);
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: ca };
    return (await promisify(execFile)(process.execPath, args, { env })).stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}
