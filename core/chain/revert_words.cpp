#include "chain/bindings/parameter_names.h"
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
// is a moment in seconds since 1970, {name:wei} for an amount, {name:parameter} for the key of a parameter.
const QHash<QString, QString> &revertSentences()
{
    static const QHash<QString, QString> all{
        // several contracts
        {u"CollectFailed"_s, u"the account {to} could not take the coins it is owed"_s},
        {u"NothingOwed"_s, u"nothing is owed to the account {account}"_s},
        {u"ReentrancyGuardReentrantCall"_s, u"the contract was called from within its own call"_s},
        {u"TooEarly"_s, u"it is too early: possible after {deadline:time}"_s},
        {u"TooLate"_s, u"it is too late: the deadline was {deadline:time}"_s},
        {u"WrongBond"_s, u"the bond must be exactly {expected:wei}"_s},
        {u"WrongOpening"_s, u"the details of contribution {id} do not match what was registered"_s},
        {u"WrongState"_s, u"what this is about is not in the right state for it (state {state})"_s},
        {u"NotReviews"_s, u"only the Reviews contract may do this"_s},
        {u"NotContributions"_s, u"only the Contributions contract may do this"_s},
        {u"NotDatanets"_s, u"only the Datanets contract may do this"_s},
        {u"NotPanels"_s, u"only the contracts that draw panels may do this"_s},
        {u"NotAttribution"_s, u"only the Attribution contract may do this"_s},
        {u"NotInference"_s, u"only the Inference contract may do this"_s},
        {u"PayeeMissing"_s, u"the account to be paid is missing"_s},
        {u"WrongSignature"_s, u"the signature is not that of {signer}"_s},
        // Models
        {u"ModelRetired"_s, u"model {model} was retired"_s},
        {u"NotModelOwner"_s, u"only the model's owner, {owner}, may do this"_s},
        {u"PriceTooHigh"_s, u"a price is more than {highest:wei} per 1,000 tokens"_s},
        {u"RoyaltyTooHigh"_s, u"a royalty is at most {most} basis points"_s},
        {u"RoyaltyTooLow"_s, u"the parent model asks for at least {asked} basis points"_s},
        {u"RoyaltyWithoutParent"_s, u"a model without a parent passes no royalty on"_s},
        {u"TooDeep"_s, u"a model has at most {depth} ancestors"_s},
        {u"Unchangeable"_s, u"owner, parent and royalty of model {model} never change"_s},
        {u"UnknownParent"_s, u"there is no model {parent} to be the parent"_s},
        {u"WeightsMissing"_s, u"the hash of the model's weights is missing"_s},
        {u"WrongModel"_s, u"the details of model {model} do not match what is registered"_s},
        // Inference
        {u"EscrowTooSmall"_s,
         u"the payer {payer} has {balance:wei} set aside, less than the {fee:wei} of the receipts"_s},
        {u"FeesBelowPlatformFee"_s, u"the fees are less than the platform's part of them, {platformFees:wei}"_s},
        {u"ModelNotActive"_s, u"model {model} takes no deposits"_s},
        {u"NoOpenEpoch"_s, u"nobody has paid for model {model} yet"_s},
        {u"NoReceipts"_s, u"there are no receipts to settle for model {model}"_s},
        {u"NoRefundAsked"_s, u"the payer {payer} has not asked for a refund"_s},
        {u"NothingDeposited"_s, u"nothing is set aside for model {model}"_s},
        {u"NotPayer"_s, u"only who pays for answers of round {epoch} of model {model} may flag them"_s},
        {u"NotProvider"_s, u"only the model's provider, {provider}, or its owner, {owner}, may settle"_s},
        {u"PayersNotAscending"_s, u"the receipts are not in the order of their payers: {payer} comes after {before}"_s},
        {u"RefundNotYet"_s, u"the refund comes when epoch {epoch} is closed, after {from:time}"_s},
        {u"WrongCharge"_s, u"the charge of {payer} does not match what was settled"_s},
        {u"WrongEpochState"_s, u"the epoch is not in the right state for this (state {state})"_s},
        {u"WrongReceipt"_s, u"a receipt is not for model {model} and its epoch {epoch}"_s},
        {u"WrongSettlement"_s,
         u"the settlement of epoch {epoch} of model {model} does not match what was registered"_s},
        // Attribution
        {u"AlreadyDemanded"_s, u"this leaf was demanded before; it may be shown until {until:time}"_s},
        {u"AlreadyJudged"_s, u"a panel has upheld the proposal for epoch {epoch} of model {model}"_s},
        {u"AnswerStillDue"_s, u"the demand may be answered until {until:time}"_s},
        {u"BondNotInGwei"_s, u"the bond must be a whole number of gwei, and {sent:wei} are none"_s},
        {u"BondTooSmall"_s, u"the bond must be at least {least:wei}"_s},
        {u"ChallengeClosed"_s, u"the proposal could be challenged until {deadline:time}"_s},
        {u"DemandsClosed"_s, u"data could be demanded until {until:time}"_s},
        {u"DemandsOpen"_s, u"{count} demands for data are not answered"_s},
        {u"EarlierEpochOpen"_s, u"epoch {previous} of this model comes first"_s},
        {u"EpochClosed"_s, u"the epoch was paid out or given up"_s},
        {u"MalformedProof"_s, u"the proof cannot belong to a tree of this size"_s},
        {u"NoAnswer"_s, u"this is not the leaf that was demanded"_s},
        {u"NoBreach"_s, u"this proves nothing wrong"_s},
        {u"NoSuchDemand"_s, u"nobody demands leaf {index} of this kind (kind {kind})"_s},
        {u"NoSuchLeaf"_s, u"there is no leaf {index} among {count}"_s},
        {u"NotProposer"_s, u"a proposal is sent by its proposer, {proposer}"_s},
        {u"ShareAboveSplit"_s, u"a share is {share:wei}, more than the {most:wei} of the split"_s},
        {u"StillHeld"_s, u"attempt {attempt} has not fallen: the demand is still open"_s},
        {u"SumAboveDeposits"_s, u"the proposal gives out {added:wei}, but only {available:wei} came in"_s},
        {u"TotalsDoNotAddUp"_s,
         u"the proposal's totals do not add up to what it adds, from {previousSum:wei} to {rewardSum:wei}"_s},
        {u"WrongLocator"_s, u"the place of the files does not match its hash or is too long"_s},
        {u"WrongProposal"_s,
         u"the details of the proposal for epoch {epoch} of model {model} do not match what was registered"_s},
        {u"WrongStanding"_s,
         u"the proposal does not build on the model's final rewards: {sum:wei} for {count} accounts"_s},
        // Jury
        {u"NotEnoughJurors"_s, u"only {found} of at least {needed} jurors without an interest could be found"_s},
        {u"RulingMissing"_s, u"a vote says whether the proposal holds or fails"_s},
        {u"WrongStage"_s, u"the case is not in the right stage for this (stage {stage})"_s},
        // Rewards
        {u"NoRedirect"_s, u"no redirection of the payments of {account} is under way"_s},
        {u"NotRecovery"_s, u"only the address named for recovery, {recovery}, may ask for this"_s},
        {u"NotThisAccount"_s, u"the claims belong to different accounts; one of them is {account}"_s},
        {u"NothingToClaim"_s, u"there is nothing new to claim for {account}"_s},
        {u"WrongPlace"_s, u"the account stands at place {index}"_s},
        {u"WrongRoot"_s, u"the proof is not of a final root of model {model}; a newer one may have come"_s},
        // Parameters
        {u"BeforeFirst"_s, u"there were no parameters yet at that time"_s},
        {u"Inconsistent"_s, u"{key:parameter} would contradict other parameters"_s},
        {u"LengthMismatch"_s, u"{given} values do not go with {expected}"_s},
        {u"NotOwner"_s, u"only the owner of the parameters, {owner}, may change them"_s},
        {u"OutOfBounds"_s, u"{key:parameter} must be from {minimum} to {maximum}, not {value}"_s},
        {u"UnknownId"_s, u"there are no parameters with number {id}"_s},
        {u"UnknownKey"_s, u"there is no parameter with key {key}"_s},
        // Datanets
        {u"AppealStillOpen"_s, u"an appeal is still possible until {deadline:time}"_s},
        {u"IntakeClosed"_s, u"datanet {datanet} is closed for good"_s},
        {u"IntakeStopped"_s, u"datanet {datanet} takes no contributions since {since:time}"_s},
        {u"NotAccepted"_s, u"the contribution was not accepted (state {state})"_s},
        {u"NotDatanetOwner"_s, u"only the datanet's owner, {owner}, may do this"_s},
        {u"NotPrivate"_s, u"datanet {datanet} is public: everybody may read it"_s},
        {u"SameKey"_s, u"nothing would change for {member}"_s},
        {u"OwnerPublishesFirst"_s, u"until {until:time} only the datanet's owner may publish"_s},
        {u"TermsMissing"_s, u"the datanet's terms are missing"_s},
        {u"TermsNotThoseAtCommitment"_s,
         u"the terms are not those of datanet {datanet} when priority was registered, at {committedAt:time}"_s},
        {u"TextTooLong"_s, u"a name or address is longer than {most} bytes"_s},
        {u"UnknownDatanet"_s, u"there is no datanet {datanet}"_s},
        {u"UnknownVersion"_s, u"the datanet has no version {version}"_s},
        // Contributions
        {u"BondAboveMaximum"_s, u"the bond is {bond:wei}, more than the {maximum:wei} that was signed for"_s},
        {u"FeeAboveMaximum"_s, u"the fee is {fee:wei}, more than the {maximum:wei} that was signed for"_s},
        {u"InvalidAccountNonce"_s,
         u"this signature was used already, or an earlier one was not: {account} is at number {currentNonce}"_s},
        {u"InvalidShortString"_s, u"a text is malformed"_s},
        {u"StringTooLong"_s, u"a text is too long"_s},
        {u"LocatorTooLong"_s, u"the address of the delivered bundle has {length} bytes; {most} are allowed"_s},
        {u"NoRecords"_s, u"the contribution has no records"_s},
        {u"NotContributor"_s, u"only the contributor, {contributor}, may do this"_s},
        {u"NotSuperseding"_s, u"it names contribution {supersedes} as the one it replaces: send it again instead"_s},
        {u"ParametersDiffer"_s, u"the parameters are set {actual}, and set {signed} was signed for"_s},
        {u"PriorityLapsed"_s, u"the priority was held until {heldUntil:time} and has lapsed"_s},
        {u"SupersedesNothing"_s, u"it replaces contribution {supersedes}, not {previous}"_s},
        {u"TooManyRecords"_s, u"{count} records are more than the {maximum} allowed"_s},
        {u"WrongCommitment"_s, u"this is not what was registered as number {id}"_s},
        {u"WrongFee"_s, u"the fee must be exactly {expected:wei}"_s},
        {u"NoBondHeld"_s, u"no bond of contribution {id} is held any more"_s},
        {u"NotAnnounced"_s, u"a proof of duplicates is announced first and sent in a later block"_s},
        {u"NotPublic"_s, u"version {number} of datanet {datanet} is not public"_s},
        {u"OwnRecords"_s, u"contribution {earlierId} is of the same contributor: own records may be sent again"_s},
        {u"PublishedLater"_s, u"the earlier records were published at {publishedAt:time}, after {committedAt:time}"_s},
        {u"TooFewDuplicates"_s, u"{proven} records are shown as duplicates, and {needed} are needed"_s},
        {u"WrongEarlier"_s, u"the earlier version number {index} of the proof does not hold these records"_s},
        {u"WrongVersion"_s, u"this is not version {number} of datanet {datanet}"_s},
        // Reviews
        {u"AlreadySealed"_s, u"the vote of seat {seat} is sealed already"_s},
        {u"AppealClosed"_s, u"an appeal was possible until {deadline:time}"_s},
        {u"BitmapsMissing"_s, u"there are decisions of {given} seats, and {needed} are needed"_s},
        {u"MalformedBitmap"_s,
         u"the decisions have {length} bytes; for these records they have {expected}, and none past the last record"_s},
        {u"NotEnoughReviewers"_s, u"there are {found} reviewers to choose from, and {needed} are needed"_s},
        {u"NotFinishable"_s, u"the round can be finished from {from:time} on"_s},
        {u"NotOnSeat"_s, u"that seat of the panel is held by {holder}"_s},
        {u"NotSealed"_s, u"no vote is sealed on seat {seat}"_s},
        {u"RevealAlreadyOpen"_s, u"votes are being opened already"_s},
        {u"RevealNotOpen"_s, u"votes can be opened from {from:time} on"_s},
        {u"SeedNotReady"_s, u"the panel can be drawn after block {seedBlock}"_s},
        {u"VerdictNotAllowed"_s, u"this panel cannot give that verdict ({verdict})"_s},
        {u"VoteMissing"_s, u"the vote is empty"_s},
        {u"WrongBitmap"_s, u"the decisions of seat {seat} are not those that were voted for"_s},
        {u"WrongVote"_s, u"this is not the vote that was sealed on seat {seat}"_s},
        // Stakes
        {u"CheckpointUnorderedInsertion"_s, u"the set of reviewers was changed out of order"_s},
        {u"FutureBlock"_s, u"block {blockNumber} is not there yet"_s},
        {u"KeyMissing"_s, u"the account {account} has registered no encryption key"_s},
        {u"Leaving"_s, u"the stake is being withdrawn and can be taken from {availableAt:time} on"_s},
        {u"NotLeaving"_s, u"no withdrawal was requested for role {role} in {scope}"_s},
        {u"NothingStaked"_s, u"this account has no stake for role {role} in {scope}"_s},
        {u"SafeCastOverflowedUintDowncast"_s, u"a number is too large"_s},
        {u"StakeReserved"_s, u"{reserved:wei} of the stake are in use by running reviews"_s},
        {u"StakeTooSmall"_s, u"the stake is {amount:wei}; at least {minimum:wei} are needed"_s},
        {u"UnknownRole"_s, u"there is no role {role} in {scope}"_s},
        // GOpen
        {u"CoinsRefused"_s, u"{account} did not take its {amount:wei} back"_s},
        {u"ECDSAInvalidSignature"_s, u"the signature is malformed"_s},
        {u"ECDSAInvalidSignatureLength"_s, u"the signature is {length} bytes long instead of 65"_s},
        {u"ECDSAInvalidSignatureS"_s, u"the signature is not in its only allowed form"_s},
        {u"ERC20ExceededSafeSupply"_s, u"there would be more votes than can be counted"_s},
        {u"ERC20InsufficientAllowance"_s, u"{spender} may take {allowance:wei}, and {needed:wei} are needed"_s},
        {u"ERC20InsufficientBalance"_s, u"{sender} has {balance:wei} as votes, and {needed:wei} are needed"_s},
        {u"ERC20InvalidApprover"_s, u"{approver} can't allow anything"_s},
        {u"ERC20InvalidReceiver"_s, u"{receiver} can't be paid"_s},
        {u"ERC20InvalidSender"_s, u"{sender} can't pay"_s},
        {u"ERC20InvalidSpender"_s, u"{spender} can't be allowed anything"_s},
        {u"ERC2612ExpiredSignature"_s, u"the signature was good until {deadline:time}"_s},
        {u"ERC2612InvalidSigner"_s, u"it was signed by {signer} instead of {owner}"_s},
        {u"ERC5805FutureLookup"_s, u"who has how many votes at {timepoint:time} is not known yet"_s},
        {u"VotesExpiredSignature"_s, u"the signature was good until {expiry:time}"_s},
        {u"ZeroValueNotAllowed"_s, u"the amount must be above zero"_s},
        // OpenGovernor
        {u"ERC6372InconsistentClock"_s, u"the clock of the votes is not the one they are counted by"_s},
        {u"FailedCall"_s, u"a call that was to be carried out failed"_s},
        {u"GovernorAlreadyCastVote"_s, u"{voter} has voted on this already"_s},
        {u"GovernorAlreadyQueuedProposal"_s, u"the proposal is queued already"_s},
        {u"GovernorDisabledDeposit"_s, u"the governor takes no coins"_s},
        {u"GovernorInsufficientProposerVotes"_s,
         u"a proposal needs {threshold:wei} of votes behind it, and {proposer} had {votes:wei}"_s},
        {u"GovernorInvalidProposalLength"_s, u"a proposal must do something, and each part of it must be whole"_s},
        {u"GovernorInvalidQuorumFraction"_s, u"a quorum is at most {quorumDenominator} percent"_s},
        {u"GovernorInvalidSignature"_s, u"the vote was not signed by {voter}"_s},
        {u"GovernorInvalidVoteParams"_s, u"the vote says more than can be counted"_s},
        {u"GovernorInvalidVoteType"_s, u"a vote is against, for, or abstains"_s},
        {u"GovernorInvalidVotingPeriod"_s, u"voting must take some time"_s},
        {u"GovernorNonexistentProposal"_s, u"there is no such proposal"_s},
        {u"GovernorOnlyExecutor"_s, u"only an accepted proposal may do this"_s},
        {u"GovernorProposalQueueingFailed"_s, u"the timelock has planned this very thing already"_s},
        {u"GovernorProposalQueueingNotRequired"_s, u"the proposal needs no queueing"_s},
        {u"GovernorRestrictedProposer"_s, u"the proposal's words keep it for another proposer than {proposer}"_s},
        {u"GovernorUnableToCancel"_s, u"only its proposer may cancel it, and only before voting begins"_s},
        {u"GovernorUnexpectedProposalState"_s, u"the proposal is not at the stage for this"_s},
        {u"QuorumFloorMissing"_s, u"the absolute quorum must be above zero"_s},
        {u"VotingDelayTooShort"_s, u"voting begins at least {least} seconds after a proposal"_s},
        {u"VotingPeriodTooShort"_s, u"voting takes at least {least} seconds"_s},
        // Timelock
        {u"AccessControlBadConfirmation"_s, u"a role can be given up by its holder only"_s},
        {u"AccessControlUnauthorizedAccount"_s, u"{account} may not do this; only an accepted proposal may"_s},
        {u"DelayTooShort"_s, u"the timelock waits at least {least} seconds"_s},
        {u"TimelockInsufficientDelay"_s, u"the timelock waits at least {minDelay} seconds"_s},
        {u"TimelockInvalidOperationLength"_s, u"each part of what is planned must be whole"_s},
        {u"TimelockUnauthorizedCaller"_s, u"only an accepted proposal may do this, not {caller}"_s},
        {u"TimelockUnexecutedPredecessor"_s, u"something else must be carried out first"_s},
        {u"TimelockUnexpectedOperationState"_s, u"the timelock has not planned this, or it is not due yet"_s},
        // OpenLedger's SigDispersal
        {u"AlreadyClaimed"_s, u"this batch was claimed for this account before"_s},
        {u"BatchNotEnabled"_s, u"this batch is not open for claims"_s},
        {u"ETHTransferFailed"_s, u"the coins could not be sent on"_s},
        {u"InvalidSignature"_s, u"the signature is not the claim contract's signer's for this account and amount"_s},
        {u"MismatchedFee"_s, u"the coins sent along are not exactly the batch's fee"_s},
        {u"NotActive"_s, u"claims are switched off"_s},
        {u"SafeERC20FailedOperation"_s,
         u"the token {token} was not paid: the payer's balance or permission is short"_s},
        {u"SignerNotSet"_s, u"the claim contract has no signer"_s},
        {u"Unauthorized"_s, u"this account may not do that"_s},
        {u"ZeroAddress"_s, u"an address is missing"_s},
        // OpenLedger's Staking
        {u"ArithmeticOverflow"_s, u"the amount is too large to compute with"_s},
        {u"CooldownNotPassed"_s, u"the waiting time after the request is not over"_s},
        {u"ExpOverflow"_s, u"the interest is too large to compute"_s},
        {u"InactiveConfigOrInvalidSender"_s, u"this staking offer is not open, or the stake is another account's"_s},
        {u"InvalidCommitment"_s, u"the stake's signature is malformed"_s},
        {u"MismatchedRecipient"_s, u"the stake belongs to another account"_s},
        {u"SignatureReplayed"_s, u"this signature was used before"_s},
        {u"StakeAmountExceeded"_s, u"this would be more than one account may stake in this offer"_s},
        {u"StakeAmountTooSmall"_s, u"this is less than the offer's least stake"_s},
        {u"StakeEnded"_s, u"the stake's time is over; it cannot be added to"_s},
        {u"StakeNotEnded"_s, u"the stake is locked until its time is over"_s},
        {u"StakeNotFound"_s, u"there is no such stake"_s},
        {u"UnstakeRequestNotFound"_s, u"nobody has asked to end this stake"_s},
        {u"ZeroAmount"_s, u"the amount is zero"_s},
    };
    return all;
}

QString argumentText(const abi::Value &value, QStringView style)
{
    if (const auto *number = value.as<Uint256>()) {
        const auto seconds = number->toUint64();
        if (style == u"time" && seconds && *seconds < 100'000'000'000)
            return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(*seconds), Qt::UTC).toString(Qt::ISODate);
        if (style == u"parameter" && seconds && *seconds < kParameterCount)
            return parameterName(static_cast<ParameterKey>(*seconds));
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
        for (const auto style : {u"", u":time", u":wei", u":parameter"}) {
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
