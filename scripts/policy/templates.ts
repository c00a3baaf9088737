import { openPolicy, policyFields, PolicySchema } from '../../app/policy/policy.ts';
import type { PolicyField } from '../../app/policy/policy.ts';
import { policyFieldWords, policyValueWords, registryName } from '../../app/words/policy.ts';

const namespace = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
const key = 'Software\\Policies\\Unjam';

/** How a field is set in the Group Policy editor. */
type Setting =
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'list' }
  | { readonly kind: 'text'; readonly maxLength: number };

const settingOf = (field: PolicyField): Setting => {
  const schema = PolicySchema.entries[field];
  switch (schema.type) {
    case 'boolean':
      return { kind: 'switch' };
    case 'picklist':
      return { kind: 'choice', options: schema.options };
    case 'array':
      return { kind: 'list' };
    case 'nullable': {
      const limit = schema.wrapped.pipe.find((action) => action.type === 'max_length');
      if (limit === undefined) throw new Error(`${field} may have any length`);
      return { kind: 'text', maxLength: limit.requirement };
    }
  }
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Ids have letters, digits and underscores only. */
const idOf = (...parts: readonly string[]): string => parts.join('_').replaceAll('-', '_');
const string = (id: string): string => `$(string.${id})`;

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
const element = (tag: string, attributes: string, children: readonly string[]): string[] => [
  `<${[tag, attributes].filter((part) => part !== '').join(' ')}>`,
  ...indented(children),
  `</${tag}>`,
];

const decimal = (tag: string, value: number): string[] => element(tag, '', [`<decimal value="${value}" />`]);

const valueOf = (field: PolicyField): string[] => {
  const setting = settingOf(field);
  const name = registryName(field);
  const of = `id="${name}" valueName="${name}" required="true"`;
  switch (setting.kind) {
    case 'switch':
      return [...decimal('enabledValue', 1), ...decimal('disabledValue', 0)];
    case 'choice': {
      const items = setting.options.flatMap((option) =>
        element('item', `displayName="${string(idOf(name, option))}"`, [
          ...element('value', '', [`<string>${escaped(option)}</string>`]),
        ]),
      );
      return element('elements', '', element('enum', of, items));
    }
    case 'list':
      return element('elements', '', [`<multiText ${of} />`]);
    case 'text':
      return element('elements', '', [`<text ${of} maxLength="${setting.maxLength}" />`]);
  }
};

const policyOf = (field: PolicyField): string[] => {
  const name = registryName(field);
  const isSwitch = settingOf(field).kind === 'switch';
  const attributes = [
    `name="${name}" class="Machine" displayName="${string(name)}" explainText="${string(idOf(name, 'explain'))}"`,
    ...(isSwitch ? [] : [`presentation="$(presentation.${name})"`]),
    `key="${key}"`,
    ...(isSwitch ? [`valueName="${name}"`] : []),
  ];
  return element('policy', attributes.join(' '), [
    '<parentCategory ref="Unjam" />',
    '<supportedOn ref="SUPPORTED_Unjam" />',
    ...valueOf(field),
  ]);
};

const presentationOf = (field: PolicyField): string[] => {
  const setting = settingOf(field);
  const name = registryName(field);
  const title = escaped(policyFieldWords[field].title);
  switch (setting.kind) {
    case 'switch':
      return [];
    case 'choice':
      return element('presentation', `id="${name}"`, [
        `<dropdownList refId="${name}" noSort="true" defaultItem="0">${title}</dropdownList>`,
      ]);
    case 'list':
      return element('presentation', `id="${name}"`, [
        `<multiTextBox refId="${name}" defaultHeight="10">${title}</multiTextBox>`,
      ]);
    case 'text':
      return element('presentation', `id="${name}"`, [
        ...element('textBox', `refId="${name}"`, [`<label>${title}</label>`]),
      ]);
  }
};

const stringsOf = (field: PolicyField): (readonly [id: string, text: string])[] => {
  const name = registryName(field);
  const { title, does, expected, choices } = policyFieldWords[field];
  const usual = `Where this is not set: ${policyValueWords(openPolicy, field)}.`;
  return [
    [name, title],
    [idOf(name, 'explain'), `${does}\n\n${usual}\n\nIn policy.json: "${field}", ${expected}.`],
    ...Object.entries<string>(choices ?? {}).map(([option, words]) => [idOf(name, option), words] as const),
  ];
};

const strings: readonly (readonly [id: string, text: string])[] = [
  ['Unjam', 'Unjam'],
  ['SUPPORTED_Unjam', 'Unjam 0.1 and later'],
  ...policyFields.flatMap(stringsOf),
];

const document = (root: string, children: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<!-- Made of app/policy/policy.ts by npm run policy:templates. -->',
    ...element(root, `xmlns="${namespace}" revision="1.0" schemaVersion="1.0"`, children),
    '',
  ].join('\n');

/** The Group Policy templates of the one schema, by their paths below packaging/policy. */
export const policyTemplates: Readonly<Record<string, string>> = {
  'Unjam.admx': document('policyDefinitions', [
    ...element('policyNamespaces', '', ['<target prefix="unjam" namespace="Unjam.Policies" />']),
    '<resources minRequiredRevision="1.0" />',
    ...element('supportedOn', '', [
      ...element('definitions', '', [
        `<definition name="SUPPORTED_Unjam" displayName="${string('SUPPORTED_Unjam')}" />`,
      ]),
    ]),
    ...element('categories', '', [`<category name="Unjam" displayName="${string('Unjam')}" />`]),
    ...element('policies', '', policyFields.flatMap(policyOf)),
  ]),
  'en-US/Unjam.adml': document('policyDefinitionResources', [
    '<displayName>Unjam</displayName>',
    '<description>What Unjam may do on the computers of a house.</description>',
    ...element('resources', '', [
      ...element(
        'stringTable',
        '',
        strings.map(([id, text]) => `<string id="${id}">${escaped(text)}</string>`),
      ),
      ...element('presentationTable', '', policyFields.flatMap(presentationOf)),
    ]),
  ]),
};
