#include "chain/call_reader.h"
#include "chain/contract_artefact.h"
#include "crypto/address.h"

#include <QDateTime>
#include <QHash>

namespace datanet::chain {

using base::Address;
using base::Bytes;
using base::ByteView;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

// One sentence for each error of the contracts. {name} stands for the argument of that name; {name:time} for one that
// is a moment in seconds since 1970, {name:wei} for an amount.
const QHash<QString, QString> &revertSentences()
{
    static const QHash<QString, QString> all{
        // several contracts
        {u"CollectFailed"_s, u"the account could not take the coins it is owed"_s},
        {u"NothingOwed"_s, u"nothing is owed to this account"_s},
        {u"ReentrancyGuardReentrantCall"_s, u"the contract was called from within its own call"_s},
        {u"TooEarly"_s, u"it is too early: possible after {deadline:time}"_s},
        {u"TooLate"_s, u"it is too late: the deadline was {deadline:time}"_s},
        {u"WrongBond"_s, u"the bond must be exactly {expected:wei}"_s},
        {u"WrongOpening"_s, u"the contribution's details do not match what was registered"_s},
        {u"WrongState"_s, u"what this is about is not in the right state for it"_s},
        {u"NotReviews"_s, u"only the Reviews contract may do this"_s},
        {u"NotContributions"_s, u"only the Contributions contract may do this"_s},
        {u"NotDatanets"_s, u"only the Datanets contract may do this"_s},
        {u"NotPanels"_s, u"only the contracts that draw panels may do this"_s},
        {u"NotAttribution"_s, u"only the Attribution contract may do this"_s},
        {u"NotInference"_s, u"only the Inference contract may do this"_s},
        {u"PayeeMissing"_s, u"the account to be paid is missing"_s},
        {u"WrongSignature"_s, u"the signature is not that of the account it should come from"_s},
        // Models
        {u"ModelRetired"_s, u"the model was retired"_s},
        {u"NotModelOwner"_s, u"only the model's owner may do this"_s},
        {u"PriceTooHigh"_s, u"a price is more than {highest:wei} per 1,000 tokens"_s},
        {u"RoyaltyTooHigh"_s, u"a royalty is at most {most} basis points"_s},
        {u"RoyaltyTooLow"_s, u"the parent model asks for at least {asked} basis points"_s},
        {u"RoyaltyWithoutParent"_s, u"a model without a parent passes no royalty on"_s},
        {u"TooDeep"_s, u"a model has at most {depth} ancestors"_s},
        {u"Unchangeable"_s, u"owner, parent and royalty of a model never change"_s},
        {u"UnknownParent"_s, u"there is no model {parent} to be the parent"_s},
        {u"WeightsMissing"_s, u"the hash of the model's weights is missing"_s},
        {u"WrongModel"_s, u"the model's details do not match what is registered"_s},
        // Inference
        {u"EscrowTooSmall"_s, u"a payer has {balance:wei} set aside, less than the {fee:wei} of the receipts"_s},
        {u"FeesBelowPlatformFee"_s, u"the fees are less than the platform's part of them, {platformFees:wei}"_s},
        {u"ModelNotActive"_s, u"the model takes no deposits"_s},
        {u"NoOpenEpoch"_s, u"nobody has paid for this model yet"_s},
        {u"NoReceipts"_s, u"there are no receipts to settle"_s},
        {u"NoRefundAsked"_s, u"the payer has not asked for a refund"_s},
        {u"NothingDeposited"_s, u"nothing is set aside"_s},
        {u"NotPayer"_s, u"only who pays for answers of that round may flag them"_s},
        {u"NotProvider"_s, u"only the model's owner or provider may settle"_s},
        {u"PayersNotAscending"_s, u"the receipts are not in the order of their payers"_s},
        {u"RefundNotYet"_s, u"the refund comes when epoch {epoch} is closed, after {from:time}"_s},
        {u"WrongCharge"_s, u"the charge does not match what was settled"_s},
        {u"WrongEpochState"_s, u"the epoch is not in the right state for this"_s},
        {u"WrongReceipt"_s, u"the receipt is for another model or epoch"_s},
        {u"WrongSettlement"_s, u"the settlement does not match what was registered"_s},
        // Attribution
        {u"AlreadyDemanded"_s, u"this leaf was demanded before"_s},
        {u"AlreadyJudged"_s, u"a panel has upheld this proposal"_s},
        {u"AnswerStillDue"_s, u"the demand may be answered until {until:time}"_s},
        {u"BondNotInGwei"_s, u"the bond must be a whole number of gwei"_s},
        {u"BondTooSmall"_s, u"the bond must be at least {least:wei}"_s},
        {u"ChallengeClosed"_s, u"the proposal could be challenged until {deadline:time}"_s},
        {u"DemandsClosed"_s, u"data could be demanded until {until:time}"_s},
        {u"DemandsOpen"_s, u"{count} demands for data are not answered"_s},
        {u"EarlierEpochOpen"_s, u"epoch {previous} of this model comes first"_s},
        {u"EpochClosed"_s, u"the epoch was paid out or given up"_s},
        {u"MalformedProof"_s, u"the proof cannot belong to a tree of this size"_s},
        {u"NoAnswer"_s, u"this is not the leaf that was demanded"_s},
        {u"NoBreach"_s, u"this proves nothing wrong"_s},
        {u"NoSuchDemand"_s, u"nobody demands this leaf"_s},
        {u"NoSuchLeaf"_s, u"there is no such leaf"_s},
        {u"NotProposer"_s, u"a proposal is sent by its proposer"_s},
        {u"ShareAboveSplit"_s, u"a share is {share:wei}, more than the {most:wei} of the split"_s},
        {u"StillHeld"_s, u"the demand is still open"_s},
        {u"SumAboveDeposits"_s, u"the proposal gives out {added:wei}, but only {available:wei} came in"_s},
        {u"TotalsDoNotAddUp"_s, u"the proposal's totals do not add up"_s},
        {u"WrongLocator"_s, u"the place of the files does not match its hash or is too long"_s},
        {u"WrongProposal"_s, u"the proposal's details do not match what was registered"_s},
        {u"WrongStanding"_s, u"the proposal does not build on the model's final rewards"_s},
        // Jury
        {u"NotEnoughJurors"_s, u"only {found} of at least {needed} jurors without an interest could be found"_s},
        {u"RulingMissing"_s, u"a vote says whether the proposal holds or fails"_s},
        {u"WrongStage"_s, u"the case is not in the right stage for this"_s},
        // Rewards
        {u"NoRedirect"_s, u"no redirection is under way"_s},
        {u"NotRecovery"_s, u"only the address named for recovery may ask for this"_s},
        {u"NotThisAccount"_s, u"the claims belong to different accounts"_s},
        {u"NothingToClaim"_s, u"there is nothing new to claim"_s},
        {u"WrongPlace"_s, u"the account stands at place {index}"_s},
        {u"WrongRoot"_s, u"the proof is not of a final root; a newer one may have come"_s},
        // Parameters
        {u"BeforeFirst"_s, u"there were no parameters yet at that time"_s},
        {u"Inconsistent"_s, u"the parameters would contradict each other (key {key})"_s},
        {u"LengthMismatch"_s, u"there are not as many values as keys"_s},
        {u"NotOwner"_s, u"only the owner of the parameters may change them"_s},
        {u"OutOfBounds"_s, u"parameter {key} must be from {minimum} to {maximum}, not {value}"_s},
        {u"UnknownId"_s, u"there are no parameters with number {id}"_s},
        {u"UnknownKey"_s, u"there is no parameter with key {key}"_s},
        // Datanets
        {u"AppealStillOpen"_s, u"an appeal is still possible until {deadline:time}"_s},
        {u"IntakeClosed"_s, u"the datanet is closed for good"_s},
        {u"IntakeStopped"_s, u"the datanet takes no contributions at present"_s},
        {u"NotAccepted"_s, u"the contribution was not accepted"_s},
        {u"NotDatanetOwner"_s, u"only the datanet's owner may do this"_s},
        {u"OwnerPublishesFirst"_s, u"until {until:time} only the datanet's owner may publish"_s},
        {u"TermsMissing"_s, u"the datanet's terms are missing"_s},
        {u"TermsNotThoseAtCommitment"_s, u"the datanet's terms are not those that held when priority was registered"_s},
        {u"TextTooLong"_s, u"a name or address is too long"_s},
        {u"UnknownDatanet"_s, u"there is no datanet {datanet}"_s},
        {u"UnknownVersion"_s, u"the datanet has no version {version}"_s},
        // Contributions
        {u"BondAboveMaximum"_s, u"the bond is {bond:wei}, more than the {maximum:wei} that was signed for"_s},
        {u"FeeAboveMaximum"_s, u"the fee is {fee:wei}, more than the {maximum:wei} that was signed for"_s},
        {u"InvalidAccountNonce"_s, u"this signature was used already, or an earlier one was not"_s},
        {u"InvalidShortString"_s, u"a text is malformed"_s},
        {u"StringTooLong"_s, u"a text is too long"_s},
        {u"LocatorTooLong"_s, u"the address of the delivered bundle is too long"_s},
        {u"NoRecords"_s, u"the contribution has no records"_s},
        {u"NotContributor"_s, u"only the contributor may do this"_s},
        {u"NotSuperseding"_s, u"it does not name the contribution it replaces"_s},
        {u"ParametersDiffer"_s, u"the parameters are not those that were signed for"_s},
        {u"PriorityLapsed"_s, u"the priority was held until {heldUntil:time} and has lapsed"_s},
        {u"SupersedesNothing"_s, u"there is no contribution of this account to be replaced"_s},
        {u"TooManyRecords"_s, u"{count} records are more than the {maximum} allowed"_s},
        {u"WrongCommitment"_s, u"this is not what was registered"_s},
        {u"WrongFee"_s, u"the fee must be exactly {expected:wei}"_s},
        // Reviews
        {u"AlreadySealed"_s, u"this seat's vote is sealed already"_s},
        {u"AppealClosed"_s, u"an appeal was possible until {deadline:time}"_s},
        {u"BitmapsMissing"_s, u"the decisions of an opened vote are missing"_s},
        {u"MalformedBitmap"_s, u"the decisions do not fit the number of records"_s},
        {u"NotEnoughReviewers"_s, u"there are {found} reviewers to choose from, and {needed} are needed"_s},
        {u"NotFinishable"_s, u"the round can be finished from {from:time} on"_s},
        {u"NotOnSeat"_s, u"this account does not hold that seat of the panel"_s},
        {u"NotSealed"_s, u"no vote is sealed on that seat"_s},
        {u"RevealAlreadyOpen"_s, u"votes are being opened already"_s},
        {u"RevealNotOpen"_s, u"votes can be opened from {from:time} on"_s},
        {u"SeedNotReady"_s, u"the panel can be drawn after block {seedBlock}"_s},
        {u"VerdictNotAllowed"_s, u"this panel cannot give that verdict"_s},
        {u"VoteMissing"_s, u"the vote is empty"_s},
        {u"WrongBitmap"_s, u"the decisions of seat {seat} are not those that were voted for"_s},
        {u"WrongVote"_s, u"this is not the vote that was sealed"_s},
        // Stakes
        {u"CheckpointUnorderedInsertion"_s, u"the set of reviewers was changed out of order"_s},
        {u"FutureBlock"_s, u"block {blockNumber} is not there yet"_s},
        {u"KeyMissing"_s, u"the account has registered no encryption key"_s},
        {u"Leaving"_s, u"the stake is being withdrawn and can be taken from {availableAt:time} on"_s},
        {u"NotLeaving"_s, u"the withdrawal was not requested"_s},
        {u"NothingStaked"_s, u"this account has no stake here"_s},
        {u"SafeCastOverflowedUintDowncast"_s, u"a number is too large"_s},
        {u"StakeReserved"_s, u"{reserved:wei} of the stake are in use by running reviews"_s},
        {u"StakeTooSmall"_s, u"the stake is {amount:wei}; at least {minimum:wei} are needed"_s},
        {u"UnknownRole"_s, u"there is no such role"_s},
    };
    return all;
}

QString argumentText(const abi::Value &value, QStringView style)
{
    if (const auto *number = value.as<Uint256>()) {
        const auto seconds = number->toUint64();
        if (style == u"time" && seconds && *seconds < 100'000'000'000)
            return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(*seconds), Qt::UTC).toString(Qt::ISODate);
        return style == u"wei" ? coinText(*number, u"coins"_s) : number->toDecimal();
    }
    if (const auto *address = value.as<Address>())
        return crypto::checksummed(*address);
    if (const auto *text = value.as<QString>())
        return text->left(200).simplified();
    if (const auto *bytes = value.as<Bytes>())
        return base::toHex(*bytes);
    if (const auto *truth = value.as<bool>())
        return *truth ? u"true"_s : u"false"_s;
    return {};
}

QString filled(QString sentence, const abi::Function &error, const std::vector<abi::Value> &arguments)
{
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        for (const auto style : {u"", u":time", u":wei"}) {
            const QString placeholder = u'{' % error.inputs[i].name % QStringView(style) % u'}';
            sentence.replace(placeholder, argumentText(arguments[i], QStringView(style).mid(1)));
        }
    }
    return sentence;
}

// Solidity's own: a text, or the number of a failed internal check.
QString builtInWords(ByteView data)
{
    const auto *text = "\x08\xc3\x79\xa0";
    const auto *panic = "\x4e\x48\x7b\x71";
    abi::Type type;
    if (data.startsWith(ByteView(text, 4))) {
        type.kind = abi::Type::Kind::String;
        const auto values = abi::decode(std::span(&type, 1), data.sliced(4));
        return values ? argumentText(values->front(), {}) : QString();
    }
    if (data.startsWith(ByteView(panic, 4))) {
        const auto values = abi::decode(std::span(&type, 1), data.sliced(4));
        return values ? u"an internal check failed (panic %1)"_s.arg(argumentText(values->front(), {})) : QString();
    }
    return {};
}

} // namespace

QString ContractSet::revertWords(ByteView data) const
{
    if (data.size() < 4)
        return {};
    for (const auto &contract : m_all) {
        const auto *error = contract.interface.errorBySelector(data.first(4));
        if (!error)
            continue;
        const auto arguments = error->decodeCall(data);
        const auto sentence = revertSentences().value(error->name);
        // An error that was added later still has its name.
        if (!arguments || sentence.isEmpty())
            return error->name;
        return filled(sentence, *error, *arguments);
    }
    return builtInWords(data);
}

} // namespace datanet::chain
