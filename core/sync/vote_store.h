#pragma once

#include "base/database.h"
#include "base/result.h"
#include "chain/bindings/types.h"
#include "curation/review.h"

#include <QString>

#include <optional>

namespace datanet::sync {

// One reviewer's place in one round: what a vote belongs to.
struct VoteKey
{
    std::uint64_t chainId = 0;
    base::Address reviews; // the contract
    std::uint64_t contribution = 0;
    std::uint8_t round = 1;
    base::Address reviewer;
};

// Whose decisions about what, before they are a vote. An account sits in one round of a contribution at most.
struct DecisionsKey
{
    std::uint64_t chainId = 0;
    base::Address reviews;
    std::uint64_t contribution = 0;
    base::Address reviewer;
};

// A vote as it will be, or was, sealed: enough to open it later, whatever happens to this process in between.
struct KeptVote
{
    std::uint8_t seat = 0;
    chain::Verdict verdict = chain::Verdict::None;
    base::Bytes bitmap;
    base::Bytes reasons; // the document whose keccak256 is in the vote
    base::Bytes32 salt;
    base::Bytes transaction; // signed bytes that register it; empty before they were made
    base::Digest copy; // the file in the inbox with the encrypted reasons; zero where it took none
    bool operator==(const KeptVote &) const = default;

    [[nodiscard]] chain::Vote vote(const VoteKey &key) const;
};

// Votes of this installation: HOME/votes.db. A sealed vote that is lost cannot be opened and costs the penalty, so it
// is written durably before anything is sent, and is never changed afterwards. One thread at a time; several processes.
class VoteStore
{
public:
    // home: the data folder.
    [[nodiscard]] static base::Result<VoteStore> open(const QString &home);

    // What the reviewer decided so far, on this machine only; may be changed until the vote is kept.
    base::Status decide(const DecisionsKey &key, const curation::Vote &vote);
    // The same, with what was decided before kept for undo(), up to kUndoable times.
    base::Status decideUndoably(const DecisionsKey &key, const curation::Vote &vote);
    static constexpr int kUndoable = 20;
    // Goes back to what was decided before the last decideUndoably() and gives it: nothing where that was nothing.
    // NotFound when there is nothing to undo.
    [[nodiscard]] base::Result<std::optional<curation::Vote>> undo(const DecisionsKey &key);
    [[nodiscard]] base::Result<std::optional<curation::Vote>> decisions(const DecisionsKey &key);

    // Keeps the vote unless there is one already, and gives the one that counts.
    [[nodiscard]] base::Result<KeptVote> keep(const VoteKey &key, const KeptVote &vote);
    [[nodiscard]] base::Result<std::optional<KeptVote>> find(const VoteKey &key);
    base::Status setTransaction(const VoteKey &key, base::ByteView raw);
    base::Status setCopy(const VoteKey &key, const base::Digest &copy);

private:
    explicit VoteStore(base::Database database) : m_database(std::move(database)) { }
    base::Database m_database;
};

} // namespace datanet::sync
