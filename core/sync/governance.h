#pragma once

#include "chain/bindings/gopen.h"
#include "chain/bindings/open_governor.h"
#include "chain/bindings/parameters.h"
#include "chain/bindings/project_contracts.h"
#include "crypto/secp256k1.h"
#include "sync/network.h"

#include <optional>
#include <vector>

// How the parameters of a network change by vote: what coins can vote, what is proposed, and how it ends. Everything
// but a proposal's words comes from storage with proof; the words are checked against the hash that is kept there.
namespace datanet::sync {

// NotFound on a network that was founded without governance.
[[nodiscard]] base::Result<chain::GovernanceContracts> governanceOn(const Network &network);

// How votes are held now. Times in seconds, votes in the coin's smallest unit.
struct VotingRules
{
    light::Proven<base::Uint256> threshold; // votes that a proposer needs
    light::Proven<std::uint64_t> votingDelay;
    light::Proven<std::uint64_t> votingPeriod;
    light::Proven<std::uint64_t> timelockDelay;
    light::Proven<base::Uint256> quorum; // votes that a proposal needs, as things are now
    light::Proven<base::Uint256> supply; // all tokens
    light::Proven<bool> decides; // the parameters belong to the timelock: votes, and only votes, change them
};
[[nodiscard]] base::Result<VotingRules> readVotingRules(const Network &network, light::Snapshot &snapshot,
                                                        base::TaskContext &context);

struct VotingWeight
{
    light::Proven<base::Uint256> tokens; // GOPEN that the account owns
    light::Proven<base::Address> delegate; // who votes with them; zero: nobody
    light::Proven<base::Uint256> votes; // what the account votes with: tokens delegated to it
};
[[nodiscard]] base::Result<VotingWeight> readVotingWeight(const Network &network, light::Snapshot &snapshot,
                                                          const base::Address &account, base::TaskContext &context);

// The parameters in force.
struct ParametersInForce
{
    std::uint32_t id = 0; // of the set, counted from 1
    chain::ParameterValues values;
};
[[nodiscard]] base::Result<light::Proven<ParametersInForce>>
readParametersInForce(const Network &network, light::Snapshot &snapshot, base::TaskContext &context);

struct ParameterChange
{
    chain::ParameterKey key = chain::ParameterKey::BondPerRecord;
    std::uint64_t value = 0; // in the parameter's unit
};
// One call that an accepted proposal makes.
struct ProposedAction
{
    chain::Call call;
    std::vector<ParameterChange> changes; // of the network's parameters; empty for any other call
    QString words; // any call, in the program's terms (call_reader.h)
};

struct VotedProposal
{
    std::uint64_t number = 0; // in the governor's list, counted from 1: what people call it
    base::Uint256 id;
    light::Proven<chain::GovernorProposal> facts;
    light::Proven<chain::GovernorState> state; // at the snapshot's block
    light::Proven<chain::GovernorVotes> votes;
    // At the beginning of voting; before that as things are now.
    light::Proven<base::Uint256> quorum;
    light::Proven<std::vector<ProposedAction>> actions;
    // What its proposer says about it; nothing when no server gives the words that were hashed.
    std::optional<QString> description;
    // Of one account, where one was asked for.
    struct Mine
    {
        light::Proven<base::Uint256> votes; // it had at the beginning of voting; before that it has now
        light::Proven<bool> voted;
    };
    std::optional<Mine> mine;
};

struct ProposalList
{
    std::vector<VotedProposal> newest; // newest first
    std::uint64_t count = 0; // of all, proven
};
[[nodiscard]] base::Result<ProposalList> readProposals(const Network &network, light::Snapshot &snapshot,
                                                       const std::optional<base::Address> &account, std::size_t most,
                                                       base::TaskContext &context);
// number: from 1. NotFound when there are not so many.
[[nodiscard]] base::Result<VotedProposal> readProposal(const Network &network, light::Snapshot &snapshot,
                                                       std::uint64_t number,
                                                       const std::optional<base::Address> &account,
                                                       base::TaskContext &context);

inline constexpr std::uint64_t kMostActions = 32; // a proposal with more is not read: Invalid
inline constexpr int kLongestDescription = 4000; // characters

// Each signs, sends and waits; errors as in transactor.h, with the contracts' reasons in words.

// Coins into tokens that vote, and back.
base::Status wrapCoins(const Network &network, const base::Uint256 &amount, const crypto::SecretKey &key,
                       base::TaskContext &context);
base::Status unwrapCoins(const Network &network, const base::Uint256 &amount, const crypto::SecretKey &key,
                         base::TaskContext &context);
// Zero: nobody votes with them any more.
base::Status delegateVotes(const Network &network, const base::Address &to, const crypto::SecretKey &key,
                           base::TaskContext &context);

// Tries the change as the timelock would make it: Denied with the contract's reason when a value is out of its bounds
// or contradicts another one. It is tried at what holds now; when it is carried out something else may hold.
base::Status tryChanges(const Network &network, const std::vector<ParameterChange> &changes,
                        base::TaskContext &context);
// Proposes to change parameters; tried first. The number of the proposal.
[[nodiscard]] base::Result<std::uint64_t> proposeChanges(const Network &network,
                                                         const std::vector<ParameterChange> &changes,
                                                         const QString &description, const crypto::SecretKey &key,
                                                         base::TaskContext &context);
base::Status castVote(const Network &network, std::uint64_t number, chain::VoteSupport support, const QString &reason,
                      const crypto::SecretKey &key, base::TaskContext &context);
// An accepted proposal: into the timelock; when that is over, carried out; anybody may.
base::Status queueProposal(const Network &network, std::uint64_t number, const crypto::SecretKey &key,
                           base::TaskContext &context);
base::Status executeProposal(const Network &network, std::uint64_t number, const crypto::SecretKey &key,
                             base::TaskContext &context);
// By its proposer, before voting begins.
base::Status cancelProposal(const Network &network, std::uint64_t number, const crypto::SecretKey &key,
                            base::TaskContext &context);

} // namespace datanet::sync
