// Compiles the contracts and writes resources/contracts/<Name>.json, the same bytes for the same source; of the stand-ins
// for OpenLedger's published contracts the interface to resources/contracts/openledger, the code beside the tests.
//   node build-contracts.mjs           write
//   node build-contracts.mjs --check   compare with what is committed; exit code 1 where it differs
import { createRequire } from 'node:module'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')
const sourceFolder = join(root, 'core', 'chain', 'contracts')
const artefactFolder = join(root, 'resources', 'contracts')
const publishedSources = join(root, 'tests', 'contracts', 'openledger')
const compiler = createRequire(import.meta.url)('solc')

const kContracts = ['Parameters', 'Stakes', 'Datanets', 'Contributions', 'Reviews', 'Models', 'Inference', 'Attribution', 'Rewards', 'Jury',
  'GOpen', 'Timelock', 'OpenGovernor']
const kPublished = ['WOPEN', 'SigDispersal', 'Staking']

// forge's file is the one place for compiler settings; its default profile is flat `key = value` lines.
function compilerSettings() {
  const text = readFileSync(join(root, 'tests', 'contracts', 'foundry.toml'), 'utf8')
  const profile = text.split(/^\[/m).find((section) => section.startsWith('profile.default]'))
  const value = (key) => {
    const line = profile.match(new RegExp(`^${key} = (.+)$`, 'm'))
    if (!line) throw new Error(`tests/contracts/foundry.toml does not set ${key}`)
    return JSON.parse(line[1])
  }
  return {
    optimizer: { enabled: value('optimizer'), runs: value('optimizer_runs') },
    viaIR: value('via_ir'),
    evmVersion: value('evm_version'),
    metadata: { bytecodeHash: value('bytecode_hash'), appendCBOR: value('cbor_metadata') }
  }
}

function compile(folder, settings) {
  const readImport = (path) => {
    const file = path.startsWith('@') ? join(here, 'node_modules', path) : join(folder, path)
    return existsSync(file) ? { contents: readFileSync(file, 'utf8') } : { error: `no such file: ${path}` }
  }
  const sources = {}
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.sol')).sort()) {
    sources[name] = { content: readFileSync(join(folder, name), 'utf8') }
  }
  const selection = ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object',
    'evm.deployedBytecode.immutableReferences', 'storageLayout', 'userdoc', 'devdoc']
  const input = {
    language: 'Solidity',
    sources,
    settings: { ...settings, outputSelection: { '*': { '*': selection, '': ['ast'] } } }
  }
  const output = JSON.parse(compiler.compile(JSON.stringify(input), { import: readImport }))
  // Warnings in the library's own files are not ours to mend.
  const problems = (output.errors ?? [])
    .filter((entry) => entry.severity === 'error' || !entry.sourceLocation?.file.startsWith('@'))
  for (const problem of problems) console.error(problem.formattedMessage)
  if (problems.length) throw new Error('the contracts do not compile without errors and warnings')
  return output
}

// The compiler counts its internal ids over all files; numbers that mean nothing outside one run are left out, and
// immutables are named, so that a deployed contract's code can be compared with the artefact.
function immutablesByName(output, references) {
  const names = {}
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (!node || typeof node !== 'object') return
    if (node.nodeType === 'VariableDeclaration') names[node.id] = node.name
    Object.values(node).forEach(visit)
  }
  Object.values(output.sources).forEach((source) => visit(source.ast))
  const entries = Object.entries(references ?? {}).map(([id, places]) => [names[id], places])
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function layoutOf(contract) {
  const plain = (name) => name.replace(/\)(\d+)(?=_storage|$|,|\))/g, ')')
  const { storage, types } = contract.storageLayout
  const entry = ({ label, slot, offset, type }) => ({ label, slot, offset, type: plain(type) })
  const plainTypes = {}
  for (const [name, type] of Object.entries(types ?? {})) {
    const copy = { encoding: type.encoding, label: type.label, numberOfBytes: type.numberOfBytes }
    if (type.base) copy.base = plain(type.base)
    if (type.key) copy.key = plain(type.key)
    if (type.value) copy.value = plain(type.value)
    if (type.members) copy.members = type.members.map(entry)
    plainTypes[plain(name)] = copy
  }
  const sorted = Object.fromEntries(Object.entries(plainTypes).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { storage: storage.map(entry), types: sorted }
}

function artefact(name, output, settings) {
  const contract = output.contracts[`${name}.sol`][name]
  return JSON.stringify({
    contract: name,
    compiler: { version: compiler.version().replace(/\.Emscripten.*/, ''), settings },
    abi: contract.abi,
    bytecode: `0x${contract.evm.bytecode.object}`,
    deployedBytecode: `0x${contract.evm.deployedBytecode.object}`,
    immutableReferences: immutablesByName(output, contract.evm.deployedBytecode.immutableReferences),
    storageLayout: layoutOf(contract)
  }, null, 1) + '\n'
}

// What is bound of a contract that others deploy: its code is theirs.
function publishedInterface(name, output) {
  const contract = output.contracts[`${name}.sol`][name]
  const abi = contract.abi.filter((entry) => entry.type !== 'constructor')
  return JSON.stringify({ contract: name, published: true, abi, storageLayout: layoutOf(contract) }, null, 1) + '\n'
}

// Every function of our own that can be called says what it does, variables with a getter included.
const ownText = readdirSync(sourceFolder).filter((file) => file.endsWith('.sol'))
  .map((file) => readFileSync(join(sourceFolder, file), 'utf8')).join('\n')
function undocumented(contract) {
  const signature = (input) => input.type.replace(/^tuple/, () => `(${input.components.map(signature).join(',')})`)
  return contract.abi
    .filter((entry) => entry.type === 'function')
    .filter(({ name }) => new RegExp(`function\\s+${name}\\s*\\(|public[^;]*\\b${name}\\s*[;=]`).test(ownText))
    .map((entry) => `${entry.name}(${entry.inputs.map(signature).join(',')})`)
    .filter((name) => !contract.userdoc.methods[name]?.notice && !contract.devdoc.methods[name]?.details)
}

const check = process.argv.includes('--check')
const settings = compilerSettings()
let differing = 0

function keep(folder, name, made) {
  const file = join(folder, `${name}.json`)
  if (!check) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, made)
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== made) {
    console.error(`${relative(root, file)} differs from what its source compiles to`)
    ++differing
  }
}

const output = compile(sourceFolder, settings)
for (const name of kContracts) {
  const silent = undocumented(output.contracts[`${name}.sol`][name])
  if (silent.length) throw new Error(`${name} does not say what these do: ${silent.join(', ')}`)
  const made = artefact(name, output, settings)
  const size = (JSON.parse(made).deployedBytecode.length - 2) / 2
  if (size > 24576) throw new Error(`${name} is ${size} bytes long; the EVM's limit is 24576`)
  keep(artefactFolder, name, made)
  if (!check) console.log(`${name}: ${size} bytes of code`)
}
const standIns = compile(publishedSources, settings)
for (const name of kPublished) {
  keep(join(artefactFolder, 'openledger'), name, publishedInterface(name, standIns))
  keep(join(publishedSources, 'compiled'), name, artefact(name, standIns, settings))
}
if (check && !differing) console.log(`contract artefacts: ${kContracts.length + kPublished.length} reproduced from source`)
if (differing) {
  console.error('run: npm run contracts --prefix packaging/npm')
  process.exitCode = 1
}
