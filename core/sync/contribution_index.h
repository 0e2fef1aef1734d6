#pragma once

#include "chain/bindings/project_contracts.h"
#include "light/proven.h"
#include "sync/network.h"
#include "sync/opening_store.h"

#include <optional>
#include <vector>

namespace datanet::sync {

// Follows the contributions of one network in a file of the home, so that what a list costs does not grow with the
// chain. Events are hints: servers may hide, invent or reorder them. Truth is the slot that the chain keeps for each
// list (count and running hash), read with proof; a list that does not give it is never called complete.
//
// One thread at a time; several processes share the file, of which one follows while the others wait.
class ContributionIndex
{
public:
    struct Options
    {
        std::uint64_t firstBlocks = 16; // asked for at once, before it is known how full they are
        std::uint64_t mostBlocks = 1'000'000;
        std::size_t openingsAtOnce = 2'000; // aimed at in an answer: bounds memory and the size of a transaction
    };

    // The network must outlive it. Errors: NotFound without contracts, Io.
    [[nodiscard]] static base::Result<ContributionIndex> open(const Network &network, base::TaskContext &context,
                                                              const Options &options);
    [[nodiscard]] static base::Result<ContributionIndex> open(const Network &network, base::TaskContext &context);

    // Reads on up to the snapshot's block, after going back to where the chain forked, if it did. What was read stays
    // when it is stopped, whether by the caller, an error or a kill. Conflict: the chain changed while it was read.
    // Network: no server gave the events up to this block. Corrupt: what servers gave are no such events.
    base::Status follow(light::Snapshot &snapshot, base::TaskContext &context);

    struct Page
    {
        // How many there are in all: X when what servers tell does not give what the chain keeps.
        light::Proven<std::uint64_t> count;
        // Newest first. With a count they are what was opened, in this order; at X what servers told, each still to be
        // proven alone.
        std::vector<OpeningStore::Entry> entries;
    };
    // Follows, then the entries before the place `before` (0: the newest), at most `limit`. A list that does not match
    // is read again, from other servers too, before it is X; whoever gave it is kept as evidence.
    [[nodiscard]] base::Result<Page> page(light::Snapshot &snapshot, const OpeningList &list, std::uint64_t before,
                                          std::size_t limit, base::TaskContext &context);

    // What is here already. Not after an error of kind Io.
    [[nodiscard]] OpeningStore &store() { return *m_store; }

private:
    ContributionIndex(const Network &network, chain::ProjectContracts contracts, OpeningStore store, QString path,
                      std::uint64_t start, const Options &options);

    base::Status followAny(light::Snapshot &snapshot, base::TaskContext &context);
    [[nodiscard]] base::Result<Page> readPage(light::Snapshot &snapshot, const OpeningList &list, std::uint64_t before,
                                              std::size_t limit, base::TaskContext &context);
    // Tells whether the work failed because of a damaged file, and makes that anew.
    [[nodiscard]] base::Result<bool> mended(const base::Error &error, base::TaskContext &context);
    // Brings the head onto the chain of this server, which must have the tip.
    base::Status align(const chain::NodeClient &node, const light::BlockMark &tip, base::TaskContext &context);
    base::Status followWith(const chain::NodeClient &node, const light::BlockMark &tip, base::TaskContext &context);
    base::Status readRange(const chain::NodeClient &node, const light::BlockMark &tip, std::uint64_t &blocks,
                           base::TaskContext &context);
    // Reads a list anew that did not give `kept`: true when it does now. Servers that were found out are accused.
    [[nodiscard]] base::Result<bool> repair(const light::BlockMark &tip, const OpeningList &list,
                                            const chain::Collection &kept, base::TaskContext &context);
    // With one server. Unclear: what it did not give anew may be another's.
    enum class Repaired : std::uint8_t { Fits, Unclear, ServersFault };
    [[nodiscard]] base::Result<Repaired> repairWith(const chain::NodeClient &node, const light::BlockMark &tip,
                                                    const OpeningList &list, const chain::Collection &kept,
                                                    base::TaskContext &context);

    const Network *m_network;
    chain::ProjectContracts m_contracts;
    std::optional<OpeningStore> m_store; // nothing where a damaged file could not be made anew
    QString m_path;
    std::uint64_t m_start; // the block of the deployment
    Options m_options;
};

} // namespace datanet::sync
