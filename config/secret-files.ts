// A secret setting may come from a file, which NAME_FILE names: then no list of processes, no dump of an environment
// and no `docker inspect` shows it.
import { readFileSync, statSync } from 'node:fs';

type Read = {
  /** The environment, with what the files hold, and without the names of the files. */
  env: NodeJS.ProcessEnv;
  /** One sentence for each secret whose file cannot be used, under the name of the setting. */
  problems: Map<string, string>;
};

/**
 * Reads the files of these secrets. No problem shows the content of a file or its path, because a path may be a
 * misplaced secret.
 */
export function readSecretFiles(given: NodeJS.ProcessEnv, secrets: readonly string[]): Read {
  const env = { ...given };
  const problems = new Map<string, string>();
  for (const name of secrets) {
    const setting = `${name}_FILE`;
    const file = env[setting];
    delete env[setting];
    if (!file) continue;
    // Which one is meant would be a guess.
    if (env[name]) problems.set(name, `${name} and ${setting} are both set. Unset one of them.`);
    else {
      try {
        env[name] = readSecret(setting, file);
      } catch (error) {
        problems.set(name, `${setting} ${whyNot(error)}.`);
      }
    }
  }
  return { env, problems };
}

class Empty extends Error {}

function readSecret(setting: string, file: string): string {
  // Editors and `echo` end a file with a line break, which is no part of the secret. We keep every other character.
  const secret = readFileSync(file, 'utf8').replace(/[\r\n]+$/, '');
  if (!secret) throw new Empty();
  // We accept it, because Docker Swarm and Kubernetes mount secrets so by default, into a container with one user.
  if (statSync(file).mode & 0o004)
    process.emitWarning(`${setting} names a file that every user of this machine can read. Close it with chmod 600.`);
  return secret;
}

function whyNot(error: unknown): string {
  if (error instanceof Empty) return 'names an empty file. Put the secret into it';
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'names no file. Set it to the path of the file that holds the secret';
  return `names a file that this process cannot read (${code}). Let its user read it`;
}
