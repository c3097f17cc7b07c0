import { createHash } from 'node:crypto';
import type { Installed } from './production.ts';

/** A part of CycloneDX 1.6, as far as we write it. Source: ECMA-424, cyclonedx.org/schema/bom-1.6.schema.json. */
export interface Component {
  readonly type: 'library';
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly scope?: 'required' | 'optional';
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly (
    | { readonly license: { readonly id: string } }
    | { readonly expression: string }
  )[];
  readonly purl: string;
}

export interface Bom {
  readonly $schema: string;
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: {
    readonly lifecycles: readonly { readonly phase: 'build' }[];
    readonly tools: { readonly components: readonly { readonly type: string; readonly name: string }[] };
    readonly component: Component;
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** A package URL (ECMA-427): the scope's `@` is percent-encoded, the slash is not. */
const purlOf = ({ name, entry }: Installed): string =>
  `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(entry.version ?? '')}`;

const ALGORITHMS: Readonly<Record<string, string>> = {
  sha512: 'SHA-512',
  sha384: 'SHA-384',
  sha256: 'SHA-256',
};

/** npm's `sha512-<base64>` as CycloneDX's algorithm and hexadecimal digest. */
function hashesOf(integrity: string | undefined): Pick<Component, 'hashes'> {
  const hashes = (integrity?.split(' ') ?? []).flatMap((one) => {
    const [, name = '', digest = ''] = /^([a-z0-9]+)-(.+)$/.exec(one) ?? [];
    const alg = ALGORITHMS[name];
    return alg ? [{ alg, content: Buffer.from(digest, 'base64').toString('hex') }] : [];
  });
  return hashes.length > 0 ? { hashes } : {};
}

function componentOf(one: Installed): Component {
  const { name, entry } = one;
  const [, group, short] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  const license = entry.license ?? '';
  return {
    type: 'library',
    'bom-ref': purlOf(one),
    ...(group ? { group } : {}),
    name: short ?? name,
    version: entry.version ?? '',
    scope: entry.optional ? 'optional' : 'required',
    ...hashesOf(entry.integrity),
    licenses: [/^[\w.+-]+$/.test(license) ? { license: { id: license } } : { expression: license }],
    purl: purlOf(one),
  };
}

/** A UUID that follows from the content, so that the same packages give the same file (RFC 9562, version 8). */
function serialOf(content: string): string {
  const hex = createHash('sha256').update(content).digest('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, variant + hex.slice(17, 20)];
  return `urn:uuid:${[...parts, hex.slice(20, 32)].join('-')}`;
}

/** The bill of materials of an installed package: `all` begins with it. Nothing in it is of this machine or moment. */
export function bomOf([own, ...rest]: readonly Installed[]): Bom {
  if (own === undefined) throw new Error('There is no package to write a bill of materials for.');
  const purls = new Map([own, ...rest].map((one) => [one.path, purlOf(one)]));
  // Two places may hold one version.
  const components = [...new Map(rest.map((one) => [purlOf(one), componentOf(one)])).values()];
  const dependencies = [own, ...rest].map((one) => ({
    ref: purlOf(one),
    dependsOn: [...new Set(one.dependsOn.map((path) => purls.get(path) ?? ''))].sort(),
  }));
  const { scope: _, ...component } = componentOf(own);
  const bom = {
    metadata: {
      lifecycles: [{ phase: 'build' as const }],
      tools: { components: [{ type: 'application', name: 'localert scripts/sbom.ts' }] },
      component,
    },
    components: components.sort((a, b) => (a.purl < b.purl ? -1 : 1)),
    dependencies: [...new Map(dependencies.map((one) => [one.ref, one])).values()],
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialOf(JSON.stringify(bom)),
    version: 1,
    ...bom,
  };
}

const PURL = /^pkg:npm\/(?:%40[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*@\d[\w.%+-]*$/i;

/** What is built here has no archive yet that could be hashed; the command line has the name of the whole. */
const isOwn = ({ group, name }: Component): boolean =>
  group === '@localert' || (group === undefined && name === 'localert');

/** What a bill of materials lacks, one line each: what the schema asks for, and what a reader needs. */
export function bomProblems(bom: Bom, secrets: readonly string[] = []): string[] {
  const all = [bom.metadata.component, ...bom.components];
  const refs = new Set(all.map((one) => one['bom-ref']));
  const told = new Set(bom.dependencies.map(({ ref }) => ref));
  const text = JSON.stringify(bom);
  return [
    ...(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(
      bom.serialNumber,
    )
      ? []
      : ['the serial number is no UUID']),
    ...(refs.size === all.length ? [] : ['two components have one bom-ref']),
    ...all.flatMap((one) => [
      ...(PURL.test(one.purl) ? [] : [`${one.name}: its purl is none`]),
      ...(one.version === '' ? [`${one.name}: has no version`] : []),
      ...(one.licenses.some((at) => ('license' in at ? at.license.id : at.expression) === '')
        ? [`${one.name}: has no licence`]
        : []),
      ...(isOwn(one) || one.hashes ? [] : [`${one.name}: has no hash`]),
      ...(told.has(one['bom-ref']) ? [] : [`${one.name}: nothing says what it depends on`]),
    ]),
    ...bom.dependencies.flatMap(({ ref, dependsOn }) =>
      [ref, ...dependsOn]
        .filter((one) => !refs.has(one))
        .map((one) => `${ref}: names ${one || 'nothing'}, which is not listed`),
    ),
    ...secrets
      .filter((one) => one !== '' && text.includes(one))
      .map(() => 'a path of this machine stands in it'),
  ];
}
