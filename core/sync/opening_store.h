#pragma once

#include "base/database.h"
#include "chain/bindings/types.h"
#include "light/proven.h"

#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace datanet::sync {

// A list whose count and running hash the chain keeps: all contributions to a datanet, or of a contributor.
using OpeningList = std::variant<std::uint64_t, base::Address>;

struct BlockPlace
{
    std::uint64_t number = 0;
    base::Digest hash;
    bool operator==(const BlockPlace &) const = default;
};

// An opening as an event told it.
struct ToldOpening
{
    BlockPlace block;
    std::uint64_t logIndex = 0; // among all events of the block
    chain::Opening opening;
};

// The openings of one deployment in the order of the chain, in a file that can be deleted at any time. It believes what
// it is given and keeps beside each opening what the chain must keep after it, so that one proven slot tells whether a
// list of any length is complete and true. Every change is one transaction. One thread at a time; several processes.
class OpeningStore
{
public:
    // Makes the file and its folder where there is none; a damaged one, or one of another version, is made anew.
    [[nodiscard]] static base::Result<OpeningStore> open(const QString &path);

    // Up to where the chain was followed; nothing before the first range.
    [[nodiscard]] base::Result<std::optional<BlockPlace>> head();
    // The last blocks of which the hash is known, newest first, at most kKeptBlocks: where a fork can be looked for.
    [[nodiscard]] base::Result<std::vector<BlockPlace>> blocks();
    static constexpr int kKeptBlocks = 1024;

    // What the blocks after `after` (the head; nothing: from the beginning) up to `to` brought, in the order of the
    // chain. Conflict, and nothing changed, when the head is another by now.
    base::Status append(const std::optional<BlockPlace> &after, std::span<const ToldOpening> openings,
                        const BlockPlace &to);
    // Forgets what came after a block, which becomes the head.
    base::Status rollBack(const BlockPlace &to);
    base::Status clear();

    // What the chain must keep for a list after this block.
    [[nodiscard]] base::Result<chain::Collection> collection(const OpeningList &list, std::uint64_t block);
    struct Entry
    {
        std::uint64_t place = 0; // in the list, counted from 1
        chain::Opening opening;
    };
    // Newest first, at most `limit` of those before the place `before` (0: from the newest) up to this block.
    [[nodiscard]] base::Result<std::vector<Entry>> page(const OpeningList &list, std::uint64_t block,
                                                        std::uint64_t before, std::size_t limit);
    // Every opening that was told under this id; the true one hashes to what the chain keeps.
    [[nodiscard]] base::Result<std::vector<chain::Opening>> told(std::uint64_t id);
    [[nodiscard]] base::Result<std::uint64_t> size();

    // Where a list was last found to be what the chain keeps, and when a server's whole list last was not.
    struct Check
    {
        std::optional<BlockPlace> matched;
        std::int64_t refusedAt = 0; // seconds since 1970
    };
    [[nodiscard]] base::Result<Check> check(const OpeningList &list);
    base::Status setCheck(const OpeningList &list, const Check &check);

    // A status that its contribution never leaves, as it was proven once; see statusIsLast().
    [[nodiscard]] base::Result<std::optional<light::Proven<chain::ContributionStatus>>> lastStatus(std::uint64_t id);
    struct LastStatus
    {
        std::uint64_t id = 0;
        light::Proven<chain::ContributionStatus> status; // with a value
    };
    base::Status keepLast(std::span<const LastStatus> statuses);

private:
    explicit OpeningStore(base::Database database) : m_database(std::move(database)) { }

    base::Database m_database;
};

// Whether the contract lets nothing follow on this status.
[[nodiscard]] bool statusIsLast(const chain::ContributionStatus &status);

} // namespace datanet::sync
