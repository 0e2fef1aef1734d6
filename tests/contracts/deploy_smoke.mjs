// Deploys the committed artefacts on a real node and takes one contribution from priority to published, through plain
// JSON-RPC: what forge tests is a simulated chain, what the application talks to is this.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import assert from 'node:assert/strict'

const here = dirname(fileURLToPath(import.meta.url))
const npm = join(here, '..', '..', 'packaging', 'npm')
const { keccak256: keccakHex } = createRequire(join(npm, 'package.json'))('js-sha3')
const keccak = (hex) => '0x' + keccakHex(Buffer.from(hex.replace(/^0x/, ''), 'hex'))
const text = (string) => '0x' + Buffer.from(string).toString('hex')
const word = (value) => BigInt.asUintN(256, BigInt(value)).toString(16).padStart(64, '0')

// ---- the part of the ABI that these contracts use

const isDynamic = (t) => t.type === 'bytes' || t.type === 'string' || t.type.endsWith('[]') ||
  (t.type === 'tuple' && t.components.some(isDynamic))

function encode(t, value) {
  if (t.type.endsWith('[]')) {
    const element = { ...t, type: t.type.slice(0, -2) }
    return word(value.length) + encodeAll(value.map(() => element), value)
  }
  if (t.type === 'tuple') return encodeAll(t.components, t.components.map((c) => value[c.name]))
  if (t.type === 'bytes' || t.type === 'string') {
    const data = (t.type === 'string' ? text(value) : value).replace(/^0x/, '')
    return word(data.length / 2) + data.padEnd(Math.ceil(data.length / 64) * 64, '0')
  }
  return word(value)
}

function encodeAll(types, values) {
  let head = ''
  let tail = ''
  const headSize = types.reduce((sum, t) => sum + (isDynamic(t) ? 32 : encode(t, values[types.indexOf(t)]).length / 2), 0)
  types.forEach((t, i) => {
    const encoded = encode(t, values[i])
    if (!isDynamic(t)) head += encoded
    else {
      head += word(headSize + tail.length / 2)
      tail += encoded
    }
  })
  return head + tail
}

const canonical = (t) => t.type.startsWith('tuple')
  ? '(' + t.components.map(canonical).join(',') + ')' + t.type.slice(5) : t.type

// ---- the node

const node = spawn(join(npm, 'node_modules', '.bin', 'anvil'),
  ['--port', '0', '--chain-id', '777001', '--timestamp', '1800000000'], { stdio: ['ignore', 'pipe', 'inherit'] })
process.on('exit', () => node.kill('SIGKILL'))
const url = await new Promise((resolve, reject) => {
  let seen = ''
  node.on('exit', () => reject(new Error('anvil stopped: ' + seen)))
  node.stdout.on('data', (data) => {
    seen += data
    const match = seen.match(/Listening on ([\d.:]+)/)
    if (match) resolve('http://' + match[1])
  })
})

async function rpc(method, ...params) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  })
  const { result, error } = await response.json()
  if (error) throw new Error(`${method}: ${error.message} ${error.data ?? ''}`)
  return result
}

// ---- contracts

const artefacts = {}
for (const name of ['Parameters', 'Stakes', 'Datanets', 'Contributions', 'Reviews', 'Models', 'Inference', 'Attribution',
  'Rewards', 'Jury', 'GOpen', 'Timelock', 'OpenGovernor']) {
  artefacts[name] = JSON.parse(readFileSync(join(here, '..', '..', 'resources', 'contracts', `${name}.json`), 'utf8'))
}
const address = {}
const gas = {}

async function transact(from, request, label) {
  const hash = await rpc('eth_sendTransaction', { from, gas: '0xb71b00', ...request })
  let receipt = null
  while (!(receipt = await rpc('eth_getTransactionReceipt', hash))) await new Promise((resolve) => setTimeout(resolve, 5))
  assert.equal(receipt.status, '0x1', `${label} reverted`)
  gas[label] = Number(receipt.gasUsed)
  return receipt
}

function callData(contract, name, values) {
  const entry = artefacts[contract].abi.find((e) => e.type === 'function' && e.name === name)
  const selector = keccak(text(name + '(' + entry.inputs.map(canonical).join(',') + ')')).slice(0, 10)
  return selector + encodeAll(entry.inputs, values)
}

const send = (from, contract, name, values, value = 0n) => transact(from,
  { to: address[contract], data: callData(contract, name, values), value: '0x' + value.toString(16) }, `${contract}.${name}`)
const read = (contract, name, values = []) =>
  rpc('eth_call', { to: address[contract], data: callData(contract, name, values) }, 'latest')
const addressOf = (hex) => '0x' + hex.slice(-40)

async function deploy(from, name, values) {
  const artefact = artefacts[name]
  const inputs = artefact.abi.find((e) => e.type === 'constructor')?.inputs ?? []
  const receipt = await transact(from, { data: artefact.bytecode + encodeAll(inputs, values) }, `deploy ${name}`)
  assert.equal(receipt.contractAddress.toLowerCase(), address[name], `${name} lies where it was computed`)
  let code = await rpc('eth_getCode', address[name], 'latest')
  for (const { start, length } of Object.values(artefact.immutableReferences).flat()) {
    code = code.slice(0, 2 + 2 * start) + '0'.repeat(2 * length) + code.slice(2 + 2 * (start + length))
  }
  assert.equal(code, artefact.deployedBytecode, `${name}: deployed code is the artefact's`)
}

try {
  const [deployer, owner, contributor, ...rest] = await rpc('eth_accounts')
  const reviewers = rest.slice(0, 4)
  const zero = '0x' + '0'.repeat(64)

  // Contract k of a fresh deployer is at keccak(rlp([deployer, k])); rlp of a small number is itself, of 0 it is 0x80.
  Object.keys(artefacts).forEach((name, k) => {
    address[name] = '0x' + keccak('0xd694' + deployer.slice(2) + (k === 0 ? '80' : k.toString(16).padStart(2, '0'))).slice(-40)
  })
  const practice = readFileSync(join(here, '..', '..', 'core', 'chain', 'contracts', 'README.md'), 'utf8')
    .match(/Practice as array: `([\d,]+)`/)[1].split(',')
  await deploy(deployer, 'Parameters', [address.Timelock, deployer, 1, practice])
  await deploy(deployer, 'Stakes', [address.Parameters, address.Reviews, address.Jury])
  await deploy(deployer, 'Datanets', [address.Parameters, address.Contributions, address.Reviews])
  await deploy(deployer, 'Contributions', [address.Parameters, address.Datanets, address.Reviews])
  await deploy(deployer, 'Reviews', [address.Parameters, address.Contributions, address.Datanets, address.Stakes])
  await deploy(deployer, 'Models', [])
  await deploy(deployer, 'Inference', [address.Parameters, address.Models, address.Attribution, address.Rewards])
  await deploy(deployer, 'Attribution', [address.Parameters, address.Jury, address.Inference, address.Rewards])
  await deploy(deployer, 'Rewards', [address.Parameters, address.Inference])
  await deploy(deployer, 'Jury', [address.Parameters, address.Stakes, address.Attribution])
  const votes100 = 100n * 10n ** 18n
  await deploy(deployer, 'GOpen', [])
  await deploy(deployer, 'Timelock', [10, address.OpenGovernor])
  await deploy(deployer, 'OpenGovernor', [address.GOpen, address.Timelock, 5, 60, votes100, votes100])
  assert.equal(addressOf(await read('Contributions', 'reviews')), address.Reviews)
  assert.equal(addressOf(await read('OpenGovernor', 'timelock')), addressOf(await read('Parameters', 'owner')))

  const terms = keccak(text('terms'))
  await send(owner, 'Datanets', 'create', [2, terms, 'Computing terms', 'http://127.0.0.1:1/inbox', '/srv/computing.git'])
  for (const reviewer of reviewers) {
    await send(reviewer, 'Stakes', 'deposit', [1, 1, keccak(reviewer)], 10n ** 19n)
  }

  const count = 1024
  const salt = keccak(text('salt'))
  const recordsRoot = keccak(text('records'))
  const commitment = keccak(word(777001) + word(address.Contributions) + word(contributor) + word(1) + recordsRoot.slice(2) +
    word(count) + terms.slice(2) + salt.slice(2))
  const bond = BigInt(practice[0]) * BigInt(count)
  const committed = await send(contributor, 'Contributions', 'commit', [commitment, count], bond * 10n ** 9n)
  const { timestamp } = await rpc('eth_getBlockByHash', committed.blockHash, false)
  const registered = { id: 1, commitment, payer: contributor, count, bondGwei: bond, committedAt: timestamp, parametersId: 1 }
  const opening = {
    id: 1, datanet: 1, supersedes: 0, baseVersion: 0, count, removalsCount: 0, permittedUses: 15, contributor,
    payee: contributor, recordsRoot, removalsRoot: zero, bundleHash: keccak(text('bundle')),
    manifestHash: keccak(text('manifest')), licenceHash: keccak(text('CC-BY-4.0')), termsHash: terms,
    gitCommit: keccak(text('commit')), authorship: keccak(text('mine'))
  }
  await send(contributor, 'Contributions', 'open', [opening, registered, salt])
  await rpc('anvil_mine', '0x2')
  await send(deployer, 'Reviews', 'draw', [opening])
  await send(contributor, 'Contributions', 'deliver', [opening, keccak(text('sealed')), 'http://127.0.0.1:1/inbox/1'])

  const bitmap = '0x' + 'ff'.repeat(64) + '00'.repeat(64)
  const votes = []
  for (let seat = 0; seat < 3; ++seat) {
    const reviewer = addressOf((await read('Reviews', 'seats', [1, 1, seat])).slice(0, 66))
    const vote = { verdict: seat === 2 ? 3 : 1, bitmap: seat === 2 ? '0x' : bitmap, reasons: keccak(text('r' + seat)) }
    const hash = keccak(word(777001) + word(address.Reviews) + word(1) + word(1) + word(reviewer) + word(vote.verdict) +
      keccak(vote.bitmap).slice(2) + vote.reasons.slice(2) + salt.slice(2))
    await send(reviewer, 'Reviews', 'commit', [1, seat, hash])
    votes.push(vote)
  }
  for (const [seat, vote] of votes.entries()) {
    await send(deployer, 'Reviews', 'reveal', [1, seat, vote.verdict, vote.bitmap, vote.reasons, salt])
  }
  await send(deployer, 'Reviews', 'finalize', [registered, votes.map((vote) => vote.bitmap)])
  await rpc('evm_increaseTime', Number(practice[11]) + 1)
  await rpc('anvil_mine', '0x1')
  await send(owner, 'Datanets', 'publish', [opening, keccak(text('published'))])

  // The facts, from the published slots.
  const slotOf = (place, ...keys) => keys.reduce((at, key) => keccak(word(key) + word(at)), place)
  const slot = async (contract, at) => BigInt(await rpc('eth_getStorageAt', address[contract], at, 'latest'))
  const status = await slot('Contributions', slotOf(8, 1))
  assert.equal(Number(status & 0xffn), 14, 'state: published')
  assert.equal(Number((status >> 88n) & 0xffffffffn), 512, 'accepted records')
  assert.equal(Number(status >> 200n), 1, 'priority')
  const accepted = await slot('Reviews', slotOf(8, 1, 1))
  assert.equal(accepted, BigInt(keccak(bitmap)), 'accepted bitmap')
  const head = await slot('Datanets', slotOf(1, 1))
  assert.equal(addressOf(word(head)), owner, 'datanet owner')
  assert.equal(Number(head >> 216n), 1, 'versions')
  const proof = await rpc('eth_getProof', address.Contributions, [slotOf(8, 1)], 'latest')
  assert.equal(BigInt(proof.storageProof[0].value), status, 'and the node proves it')

  for (const [step, used] of Object.entries(gas)) console.log(`${String(used).padStart(8)}  ${step}`)
  console.log('contracts on a node: deployed, reviewed, published; all slots as documented')
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  node.kill('SIGKILL')
}
