#pragma once

#include "base/clock.h"
#include "chain/bindings/bound_contract.h"
#include "chain/network_profile.h"
#include "chain/node_client.h"
#include "chain/storage_layout.h"
#include "light/evidence.h"
#include "light/merkle_patricia.h"
#include "light/proven.h"

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace datanet::light {

// The state of a chain at one block: every value read through it belongs to that block, so values fit each other.
// What was read once is kept. Copies share it; one thread at a time. The reader that made it must outlive it.
//
// Results are errors only where the outside world failed or the caller stopped; a failed check is a value with level X,
// and the evidence is in the log. A server whose answer fails a check is left out from then on and the next is asked:
// what that one proves against the same header counts. Only when none is left does the value become X.
class Snapshot
{
public:
    [[nodiscard]] BlockMark block() const;
    [[nodiscard]] const chain::BlockFields &header() const;
    // How the header is known: 0, 1 or N; X and ? when there is none to prove against.
    [[nodiscard]] Level level() const;
    [[nodiscard]] const std::vector<Step> &steps() const;

    [[nodiscard]] base::Result<Proven<AccountState>> account(const base::Address &address, base::TaskContext &context);
    [[nodiscard]] base::Result<Proven<base::Uint256>> balance(const base::Address &address, base::TaskContext &context);

    // Whole slots of one account, in the order asked for.
    [[nodiscard]] base::Result<std::vector<Proven<base::Uint256>>>
    slots(const base::Address &address, std::span<const base::Bytes32> slots, base::TaskContext &context);

    // Fields of any contracts, in the order asked for; Word fields only. One request a contract and 128 slots.
    [[nodiscard]] base::Result<std::vector<Proven<base::Uint256>>> fields(std::span<const chain::StorageField> fields,
                                                                          base::TaskContext &context);
    [[nodiscard]] base::Result<Proven<base::Uint256>> field(const chain::StorageField &field,
                                                            base::TaskContext &context);

    // A fact of a contract binding.
    template <class T>
    [[nodiscard]] base::Result<Proven<T>> read(const chain::StorageFact<T> &fact, base::TaskContext &context)
    {
        if (!fact.fields)
            return base::fail(fact.fields.error());
        const auto parts = fields(*fact.fields, context);
        if (!parts)
            return base::fail(parts.error());
        return joined(*parts).map([&](const std::vector<base::Uint256> &values) { return fact.from(values); });
    }
    // Many facts of one kind with as few requests as possible.
    template <class T>
    [[nodiscard]] base::Result<std::vector<Proven<T>>> readAll(const std::vector<chain::StorageFact<T>> &facts,
                                                               base::TaskContext &context)
    {
        std::vector<chain::StorageField> all;
        for (const auto &fact : facts) {
            if (!fact.fields)
                return base::fail(fact.fields.error());
            all.insert(all.end(), fact.fields->begin(), fact.fields->end());
        }
        if (const auto fetched = fields(all, context); !fetched)
            return base::fail(fetched.error());
        std::vector<Proven<T>> values;
        for (const auto &fact : facts) {
            auto value = read(fact, context);
            if (!value)
                return base::fail(value.error());
            values.push_back(std::move(*value));
        }
        return values;
    }

    // A bytes or string field. Longer than kMaxBytes: Invalid.
    [[nodiscard]] base::Result<Proven<base::Bytes>> bytes(const chain::StorageField &field, base::TaskContext &context);
    // A string field; Invalid when it is no UTF-8. Takes what a binding returns.
    [[nodiscard]] base::Result<Proven<QString>> text(const base::Result<chain::StorageField> &field,
                                                     base::TaskContext &context);
    static constexpr std::uint64_t kMaxBytes = 64 << 10;

    // Whether the account runs exactly this code.
    [[nodiscard]] base::Result<Proven<bool>> hasCode(const base::Address &address, const base::Digest &codeHash,
                                                     base::TaskContext &context);

    struct State;
    explicit Snapshot(std::shared_ptr<State> state) : m_state(std::move(state)) { }

private:
    std::shared_ptr<State> m_state;
};

// A struct of which the chain keeps only the hash: the bytes are known as well as the hash is if they hash to it, else
// X.
[[nodiscard]] Proven<base::Bytes> provePreimage(const Proven<base::Uint256> &hash, const base::Bytes &preimage);

// Reads a chain through the servers of a profile and believes none of them. Thread-safe; snapshots are independent.
class StateReader
{
public:
    struct Options
    {
        // Heads older than this are noted in the steps.
        std::chrono::seconds staleAfter{120};
    };

    StateReader(chain::NetworkProfile profile, chain::Transport &transport, EvidenceLog &evidence,
                const base::Clock &clock, Options options);
    StateReader(chain::NetworkProfile profile, chain::Transport &transport, EvidenceLog &evidence,
                const base::Clock &clock);

    [[nodiscard]] const chain::NetworkProfile &profile() const { return m_profile; }

    // The newest block that can be known best. With an own node: its head, level N. Else the newest height that k
    // servers have reached, level 1 when k of them give the same header (each of whose fields hash to its hash), level
    // 0 when the profile has fewer than k servers (several addresses of one host count once). Servers of another chain,
    // with headers that do not hash to their hash, or that contradict the others are left out, and that is kept as
    // evidence. When there are k servers in the profile but fewer than k agree: X if some contradicted, an error of
    // kind Network if they could not be reached.
    [[nodiscard]] base::Result<Snapshot> latest(base::TaskContext &context) const;
    // The same for one block.
    [[nodiscard]] base::Result<Snapshot> at(std::uint64_t number, base::TaskContext &context) const;

private:
    [[nodiscard]] base::Result<Snapshot> choose(std::optional<std::uint64_t> number, base::TaskContext &context) const;

    chain::NetworkProfile m_profile;
    chain::Transport *m_transport;
    EvidenceLog *m_evidence;
    const base::Clock *m_clock;
    Options m_options;
};

} // namespace datanet::light
