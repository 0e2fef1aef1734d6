#include "chain/call_reader.h"

#include "chain/bindings/openledger/published.h"
#include "crypto/address.h"

#include <QHash>

#include <algorithm>

namespace datanet::chain {

using base::Address;
using base::Bytes;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

// {name} stands for the field of that name, {value} for the coins sent along.
const QHash<QString, QString> &callSentences()
{
    static const QHash<QString, QString> all{
        {u"Parameters.set"_s, u"Change the agreed parameters"_s},
        {u"Stakes.deposit"_s, u"Stake {value} in role {role} for datanet {scope}"_s},
        {u"Stakes.requestWithdraw"_s, u"Ask to take the stake in role {role} for datanet {scope} back"_s},
        {u"Stakes.withdraw"_s, u"Take the stake in role {role} for datanet {scope} back"_s},
        {u"Stakes.setEncryptionKey"_s, u"Register the key to which bundles for this account are encrypted"_s},
        {u"Stakes.collect"_s, u"Send what Stakes owes this account to {to}"_s},
        {u"Datanets.create"_s, u"Create the datanet \"{name}\""_s},
        {u"Datanets.update"_s, u"Change the terms and addresses of datanet {datanet}"_s},
        {u"Datanets.pause"_s, u"Stop or resume the intake of datanet {datanet}"_s},
        {u"Datanets.close"_s, u"Close datanet {datanet} for new contributions, for good"_s},
        {u"Datanets.setMember"_s, u"Change whether {member} may read the private datanet {datanet}"_s},
        {u"Datanets.publish"_s, u"Publish contribution {opening.id} in datanet {opening.datanet}"_s},
        {u"Contributions.commit"_s, u"Register priority for {count} records with a bond of {value}"_s},
        {u"Contributions.open"_s, u"Submit {opening.count} records to datanet {opening.datanet}; the fee is {value}"_s},
        {u"Contributions.openFor"_s,
         u"Submit {opening.count} records of {opening.contributor} to datanet {opening.datanet}; the fee is {value}"_s},
        {u"Contributions.resubmit"_s,
         u"Submit {opening.count} records to datanet {opening.datanet} instead of contribution {previous.id}; the fee is {value}"_s},
        {u"Contributions.deliver"_s, u"Tell the panel where the sealed records of contribution {opening.id} are"_s},
        {u"Contributions.deliverFor"_s, u"Tell the panel where the sealed records of contribution {opening.id} are"_s},
        {u"Contributions.withdraw"_s, u"Take contribution {opening.id} back"_s},
        {u"Contributions.expire"_s, u"End contribution {commitment.id}, whose deadline has passed"_s},
        {u"Contributions.collect"_s, u"Send what Contributions owes this account to {to}"_s},
        {u"Contributions.announceDuplicates"_s, u"Announce a proof that records of a contribution are copies"_s},
        {u"Contributions.proveDuplicates"_s,
         u"Prove that records of contribution {opening.id} are copies, which takes its bond"_s},
        {u"Reviews.draw"_s, u"Draw the panel for contribution {opening.id}"_s},
        {u"Reviews.commit"_s, u"Seal a vote on contribution {id}"_s},
        {u"Reviews.reveal"_s, u"Open the vote on contribution {id}"_s},
        {u"Reviews.exposeEarly"_s, u"Report a vote on contribution {id} that was opened too early"_s},
        {u"Reviews.finalize"_s, u"Count the votes on contribution {commitment.id}"_s},
        {u"Reviews.appeal"_s, u"Appeal against the result on contribution {opening.id} with a bond of {value}"_s},
        {u"Reviews.collect"_s, u"Send what Reviews owes this account to {to}"_s},
        {u"Models.register"_s,
         u"Register the model \"{name}\" at {draft.priceIn} wei for 1,000 tokens asked and {draft.priceOut} wei for 1,000 answered"_s},
        {u"Models.update"_s,
         u"Make a new version of model {next.id} at {next.priceIn} wei for 1,000 tokens asked and {next.priceOut} wei for 1,000 answered"_s},
        {u"Models.retire"_s, u"Take model {model.id} off the market, for good"_s},
        {u"Models.ask"_s, u"Ask for at least {royalty} basis points from models made from model {model.id}"_s},
        {u"Inference.deposit"_s, u"Put {value} aside for answers of model {model} to {payer}"_s},
        {u"Inference.requestRefund"_s, u"Ask for the coins back that are aside for answers of model {model}"_s},
        {u"Inference.refund"_s, u"Send {payer} what is left of the coins aside for answers of model {model}"_s},
        {u"Inference.lapse"_s, u"Close the open round of model {model}, which nobody settled in time"_s},
        {u"Inference.chargeAhead"_s,
         u"Charge the first payers of the open round of model {model.id}, which is settled next"_s},
        {u"Inference.settle"_s, u"Settle the open round of model {model.id} with its payers' receipts"_s},
        {u"Inference.refuteHead"_s,
         u"Show that the log of round {settlement.epoch} of model {settlement.model} is not what {charge.payer} signed"_s},
        {u"Inference.refuteLink"_s,
         u"Show that the log of round {settlement.epoch} of model {settlement.model} is not what {charge.payer} signed"_s},
        {u"Inference.refuteCount"_s,
         u"Show that the log of round {settlement.epoch} of model {settlement.model} has another number of answers"_s},
        {u"Inference.reclaim"_s,
         u"Return to {charge.payer} what the void round {charge.epoch} of model {charge.model} took"_s},
        {u"Inference.flag"_s, u"Flag an answer of model {model} in round {epoch} as weak"_s},
        {u"Inference.collect"_s, u"Send what Inference owes this account to {to}"_s},
        {u"Attribution.propose"_s,
         u"Propose the result of round {proposal.epoch} of model {proposal.model} with a bond of {value}"_s},
        {u"Attribution.finalize"_s, u"Pay out round {proposal.epoch} of model {proposal.model}"_s},
        {u"Attribution.giveUp"_s,
         u"Give up round {settlement.epoch} of model {settlement.model}; payers get everything back"_s},
        {u"Attribution.drop"_s,
         u"Drop the proposal for round {proposal.epoch} of model {proposal.model}, whose log was refuted"_s},
        {u"Attribution.challengeData"_s,
         u"Demand leaf {index} of the files of round {proposal.epoch} of model {proposal.model} with a bond of {value}"_s},
        {u"Attribution.answerLog"_s,
         u"Show the demanded receipt of round {proposal.epoch} of model {proposal.model}"_s},
        {u"Attribution.answerAttribution"_s,
         u"Show the demanded credit of round {proposal.epoch} of model {proposal.model}"_s},
        {u"Attribution.answerReward"_s,
         u"Show the demanded amount of round {proposal.epoch} of model {proposal.model}"_s},
        {u"Attribution.answerBeyond"_s,
         u"Show that round {proposal.epoch} of model {proposal.model} has no credit {index}"_s},
        {u"Attribution.voidForSilence"_s,
         u"Void the proposal for round {proposal.epoch} of model {proposal.model}, whose data was not shown in time"_s},
        {u"Attribution.releaseDemand"_s, u"Get the bond of a demand for round {epoch} of model {model} back"_s},
        {u"Attribution.challenge"_s,
         u"Ask the outside panel about round {proposal.epoch} of model {proposal.model} with a bond of {value}"_s},
        {u"Attribution.draw"_s, u"Draw the outside panel for round {proposal.epoch} of model {proposal.model}"_s},
        {u"Attribution.judge"_s,
         u"Carry out what the outside panel found about round {proposal.epoch} of model {proposal.model}"_s},
        {u"Attribution.proveFall"_s,
         u"Prove that an amount fell in round {proposal.epoch} of model {proposal.model}"_s},
        {u"Attribution.proveTwice"_s,
         u"Prove that an account stands twice in round {proposal.epoch} of model {proposal.model}"_s},
        {u"Attribution.proveSum"_s, u"Prove that a sum is wrong in round {proposal.epoch} of model {proposal.model}"_s},
        {u"Attribution.collect"_s, u"Send what Attribution owes this account to {to}"_s},
        {u"Rewards.claim"_s, u"Claim what model {model} owes {proof.account}, up to {proof.cumulative} wei in all"_s},
        {u"Rewards.claimMany"_s, u"Claim what several models owe {account}"_s},
        {u"Rewards.setPayee"_s, u"Have rewards of this account paid to {payee}"_s},
        {u"Rewards.setRecovery"_s, u"Allow {recovery} to redirect rewards of this account, after a delay"_s},
        {u"Rewards.requestRedirect"_s, u"Ask to have rewards of {account} paid to {payee}, after a delay"_s},
        {u"Rewards.cancelRedirect"_s, u"Refuse the redirection of this account's rewards"_s},
        {u"Rewards.applyRedirect"_s, u"Carry out the redirection of rewards of {account}"_s},
        {u"Rewards.collect"_s, u"Send what Rewards owes this account to {to}"_s},
        {u"Jury.commit"_s, u"Seal a vote as a juror"_s},
        {u"Jury.reveal"_s, u"Open a juror's vote"_s},
        {u"Jury.exposeEarly"_s, u"Report a juror's vote that was opened too early"_s},
        {u"GOpen.deposit"_s, u"Turn {value} into as many votes (GOPEN)"_s},
        {u"GOpen.withdraw"_s, u"Turn {amount} wei of votes (GOPEN) back into coins"_s},
        {u"GOpen.delegate"_s, u"Let {delegatee} vote with this account's GOPEN"_s},
        {u"OpenGovernor.propose"_s, u"Propose to those who vote: {description}"_s},
        {u"OpenGovernor.castVote"_s, u"Vote {support} (0 against, 1 for, 2 abstaining) on proposal {proposalId}"_s},
        {u"OpenGovernor.castVoteWithReason"_s,
         u"Vote {support} (0 against, 1 for, 2 abstaining) on proposal {proposalId}"_s},
        {u"OpenGovernor.queue(uint256)"_s, u"Have the accepted proposal {proposalId} carried out after the delay"_s},
        {u"OpenGovernor.execute(uint256)"_s, u"Carry out the accepted proposal {proposalId}"_s},
        {u"OpenGovernor.cancel(uint256)"_s, u"Cancel proposal {proposalId}"_s},
        {u"WOPEN.deposit"_s, u"Turn {value} into WOPEN"_s},
        {u"WOPEN.withdraw"_s, u"Turn {wad} wei of WOPEN back into coins"_s},
        {u"WOPEN.approve"_s, u"Allow {guy} to take up to {wad} wei of WOPEN from this account"_s},
        {u"WOPEN.transfer"_s, u"Send {wad} wei of WOPEN to {dst}"_s},
        {u"SigDispersal.claim"_s,
         u"Claim {amount} units of the reward token for {onBehalfOf} from batch {batch}; the fee is {value}"_s},
        {u"Staking.stake"_s, u"Lock {amount} units of the token of offer {configId} for {onBehalfOf}"_s},
        {u"Staking.topUpStake"_s, u"Add {amount} units to stake {stakingId}, whose lock starts again"_s},
        {u"Staking.requestUnstake"_s, u"End stake {stakingId}; it earns nothing from now on"_s},
        {u"Staking.unstake"_s, u"Have stake {stakingId} paid out"_s},
    };
    return all;
}

QString leafText(const abi::Value &value)
{
    if (const auto *number = value.as<Uint256>())
        return number->toDecimal();
    if (const auto *address = value.as<Address>())
        return crypto::checksummed(*address);
    if (const auto *truth = value.as<bool>())
        return *truth ? u"yes"_s : u"no"_s;
    if (const auto *text = value.as<QString>())
        return *text;
    if (const auto *bytes = value.as<Bytes>())
        return base::toHex(*bytes);
    return {};
}

void addFields(const abi::Type &type, const abi::Value &value, const QString &name,
               std::vector<CallReading::Field> &fields)
{
    const auto *list = value.as<abi::Value::List>();
    if (!list) {
        fields.push_back({name, leafText(value)});
        return;
    }
    const bool isTuple = type.kind == abi::Type::Kind::Tuple;
    if (!isTuple && list->empty())
        fields.push_back({name, u"none"_s});
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto &inner = type.components[isTuple ? i : 0];
        const QString innerName = isTuple ? QString(name % u'.' % inner.name) : u"%1[%2]"_s.arg(name).arg(i);
        addFields(inner, (*list)[i], innerName, fields);
    }
}

QString filled(QString sentence, const std::vector<CallReading::Field> &fields, const QString &value)
{
    sentence.replace("{value}"_L1, value);
    for (const auto &field : fields) {
        const QString place = u'{' % field.name % u'}';
        sentence.replace(place, field.value);
    }
    return sentence;
}

// Its name; nothing for a contract that is not bound.
std::optional<QString> boundName(const Address &address, const NetworkProfile &profile)
{
    for (auto it = profile.contracts.begin(); it != profile.contracts.end(); ++it) {
        const bool isBound = std::ranges::find(ContractSet::kNames, it.key()) != ContractSet::kNames.end()
            || std::ranges::find(kPublishedContracts, it.key()) != kPublishedContracts.end();
        if (isBound && it->address == address)
            return it.key();
    }
    return std::nullopt;
}

// What a proposal would do, beside its bytes.
void addActions(const std::vector<abi::Value> &arguments, const ContractSet &contracts, const NetworkProfile &profile,
                std::vector<CallReading::Field> &fields)
{
    const auto *targets = arguments[0].as<abi::Value::List>();
    const auto *values = arguments[1].as<abi::Value::List>();
    const auto *datas = arguments[2].as<abi::Value::List>();
    if (!targets || !values || !datas || targets->size() != values->size() || targets->size() != datas->size())
        return;
    for (std::size_t i = 0; i < targets->size(); ++i) {
        const Call action{*(*targets)[i].as<Address>(), *(*values)[i].as<Uint256>(), *(*datas)[i].as<base::Bytes>()};
        fields.push_back({u"action[%1]"_s.arg(i), callWords(action, contracts, profile)});
    }
}

} // namespace

QString callWords(const Call &call, const ContractSet &contracts, const NetworkProfile &profile)
{
    const auto coins = coinText(call.value, profile.coin);
    const QString to = call.to ? crypto::checksummed(*call.to) : QString();
    if (call.data.isEmpty())
        return u"send %1 to %2"_s.arg(coins, to);
    const auto name = call.to ? boundName(*call.to, profile) : std::nullopt;
    const auto *function = name ? contracts[*name].interface.functionBySelector(call.data.left(4)) : nullptr;
    const auto arguments = function ? function->decodeCall(call.data) : fail(ErrorKind::Invalid, QString());
    if (!arguments)
        return u"call %1 with %2 bytes that can't be read here, and %3"_s.arg(to).arg(call.data.size()).arg(coins);
    std::vector<CallReading::Field> fields;
    for (std::size_t i = 0; i < arguments->size(); ++i)
        addFields(function->inputs[i], (*arguments)[i], function->inputs[i].name, fields);
    QStringList words;
    for (const auto &field : fields)
        words += field.name % u" = "_s % field.value;
    const QString sent = call.value.isZero() ? QString() : QString(u" with "_s % coins);
    return u"%1.%2(%3)%4"_s.arg(*name, function->name, words.join(u", "_s), sent);
}

QString coinText(const Uint256 &wei, const QString &coin)
{
    auto digits = wei.toDecimal().rightJustified(19, u'0');
    digits.insert(digits.size() - 18, u'.');
    while (digits.endsWith(u'0'))
        digits.chop(1);
    if (digits.endsWith(u'.'))
        digits.chop(1);
    return digits % u' ' % coin;
}

Result<CallReading> readCall(const Call &call, const ContractSet &contracts, const NetworkProfile &profile)
{
    const auto value = coinText(call.value, profile.coin);
    if (!call.to)
        return fail(ErrorKind::Denied, u"it creates a contract, which cannot be read here"_s);
    const auto to = crypto::checksummed(*call.to);
    const auto name = boundName(*call.to, profile);
    if (call.data.isEmpty() && !name)
        return CallReading{{}, {}, u"Send %1 to %2"_s.arg(value, to), {{u"to"_s, to}, {u"value"_s, value}}};
    if (!name)
        return fail(ErrorKind::Denied, u"%1 is none of this network's known contracts"_s.arg(to),
                    u"do not sign what you cannot read"_s);
    const auto &artefact = contracts[*name];
    const auto *function = artefact.interface.functionBySelector(call.data.left(4));
    if (!function)
        return fail(ErrorKind::Denied, u"%1 has no function that these bytes call"_s.arg(artefact.name),
                    u"do not sign what you cannot read"_s);
    const auto arguments = function->decodeCall(call.data);
    if (!arguments)
        return fail(arguments.error());
    // Of several functions with one name each has a sentence of its own, or none.
    QString key = artefact.name % u'.' % function->name;
    if (!callSentences().contains(key))
        key = artefact.name % u'.' % function->signature();
    if (!callSentences().contains(key))
        return fail(ErrorKind::Denied, u"%1 is no call that a person makes"_s.arg(key));
    CallReading reading{artefact.name, function->name, {}, {}};
    for (std::size_t i = 0; i < arguments->size(); ++i)
        addFields(function->inputs[i], (*arguments)[i], function->inputs[i].name, reading.fields);
    if (key == "OpenGovernor.propose"_L1)
        addActions(*arguments, contracts, profile, reading.fields);
    reading.sentence = filled(callSentences().value(key), reading.fields, value);
    return reading;
}

} // namespace datanet::chain
