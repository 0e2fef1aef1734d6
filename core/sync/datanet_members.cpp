#include "sync/datanet_members.h"

#include "sync/preimages.h"
#include "sync/transactor.h"

#include <algorithm>
#include <map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using light::Proven;

namespace {

Status setMember(const Network &network, std::uint64_t datanet, const base::Address &account, const base::Bytes32 &key,
                 const crypto::SecretKey &owner, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto sent = send(network, contracts->datanets.setMember(datanet, account, key), owner, context);
    return sent ? Status() : Status(fail(sent.error()));
}

} // namespace

Result<Proven<std::vector<DatanetMember>>> readMembers(const Network &network, light::Snapshot &snapshot,
                                                       std::uint64_t datanet, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto kept = snapshot.read(contracts->datanets.memberChanges(datanet), context);
    if (!kept)
        return fail(kept.error());
    if (!kept->hasValue() || kept->value().count == 0)
        return kept->map([](const chain::Collection &) { return std::vector<DatanetMember>(); });
    const auto logs =
        eventLogs(network, snapshot, contracts->datanets, u"MemberChanged"_s, {chain::asTopic(datanet)}, context);
    if (!logs)
        return fail(logs.error());
    chain::Collection replayed;
    std::map<base::Address, base::Bytes32> keys;
    for (const auto &log : *logs) {
        const auto change = contracts->datanets.memberChanged(log);
        if (!change)
            continue;
        replayed = replayed.with(change->hash());
        if (change->key == base::Bytes32())
            keys.erase(change->member);
        else
            keys[change->member] = change->key;
    }
    auto steps = kept->steps();
    if (replayed != kept->value()) {
        steps.push_back(
            {u"a server gave a list of members that does not add up to the value kept on chain"_s, std::nullopt});
        return Proven<std::vector<DatanetMember>>::mismatch(kept->block(), std::move(steps));
    }
    std::vector<DatanetMember> members;
    for (const auto &[account, key] : keys)
        members.push_back({account, {key}});
    return kept->map([&](const chain::Collection &) { return members; })
        .explained({u"the changes of members add up to the value kept on chain"_s, std::nullopt});
}

Status addMember(const Network &network, std::uint64_t datanet, const DatanetMember &member,
                 const crypto::SecretKey &key, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto members = readMembers(network, *snapshot, datanet, context);
    if (!members)
        return fail(members.error());
    if (members->hasValue() && std::ranges::find(members->value(), member) != members->value().end())
        return {};
    return setMember(network, datanet, member.account, member.recipient.publicKey, key, context);
}

Status removeMember(const Network &network, std::uint64_t datanet, const base::Address &account,
                    const crypto::SecretKey &key, base::TaskContext &context)
{
    return setMember(network, datanet, account, {}, key, context);
}

} // namespace datanet::sync
