#pragma once

#include "cli/network_access.h"
#include "sync/governance.h"

#include <QJsonObject>

// What is said about votes on the command line: lines for people, documents for programs.
namespace datanet::app::cli {

class Session;

[[nodiscard]] QString stateWord(chain::GovernorState state); // "pending", "active", ... as the contract's names

// now: the parameters in force, beside what is proposed; nothing where that would not be a comparison.
[[nodiscard]] QJsonObject proposalJson(const sync::VotedProposal &proposal,
                                       const std::optional<chain::ParameterValues> &now);
void sayProposal(Session &session, const sync::Network &on, const sync::VotedProposal &proposal,
                 const std::optional<chain::ParameterValues> &now);

[[nodiscard]] QJsonObject rulesJson(const sync::VotingRules &rules);
void sayRules(Session &session, const sync::Network &on, const sync::VotingRules &rules);

[[nodiscard]] QJsonObject weightJson(const sync::VotingWeight &weight);
void sayWeight(Session &session, const base::Address &account, const sync::VotingWeight &weight);

// Says and answers what the account votes with, after something about it was changed.
[[nodiscard]] base::Status tellWeight(Session &session, const sync::Network &on, const base::Address &account);

} // namespace datanet::app::cli
