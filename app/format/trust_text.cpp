#include "format/trust_text.h"

namespace datanet::app {

using chain::TrustLevel;

QString TrustText::word(TrustLevel level)
{
    switch (level) {
    case TrustLevel::Mismatch:
        //: Trust badge: a check failed, the value is not used
        return tr("Does not match");
    case TrustLevel::Unknown:
        //: Trust badge: no proof can be had at the moment
        return tr("Cannot be checked now");
    case TrustLevel::Reported:
        //: Trust badge: one server says so, nothing was checked
        return tr("Not checked");
    case TrustLevel::ServersAgree:
    case TrustLevel::SignedBySequencer:
    case TrustLevel::PostedOnEthereum:
        //: Trust badge: some of the checks that exist were made
        return tr("Partly checked");
    case TrustLevel::FinalOnEthereum:
    case TrustLevel::OwnNode:
        //: Trust badge: every check that exists was made
        return tr("Fully checked");
    }
    return {};
}

QString TrustText::explanation(TrustLevel level)
{
    switch (level) {
    case TrustLevel::Mismatch:
        return tr("A check failed. The value is not used, and what the server sent is kept as evidence.");
    case TrustLevel::Unknown:
        return tr("The server has no proof for this now. Nothing is assumed about it.");
    case TrustLevel::Reported:
        return tr("One server says so. You would have to trust that server.");
    case TrustLevel::ServersAgree:
        return tr("Proven against a block that several independent servers agree on. You trust that they do not "
                  "act together.");
    case TrustLevel::SignedBySequencer:
        return tr("Proven against a block signed by the network's sequencer. You trust the sequencer.");
    case TrustLevel::PostedOnEthereum:
        return tr("Proven against what was posted on Ethereum. It can still be challenged for some days.");
    case TrustLevel::FinalOnEthereum:
        return tr("Proven against what is final on Ethereum.");
    case TrustLevel::OwnNode:
        return tr("Proven against a block of a node that runs on your own computer.");
    }
    return {};
}

QString TrustText::stepTitle(light::Step::Kind kind)
{
    using StepKind = light::Step::Kind;
    switch (kind) {
    case StepKind::Asked:
        //: Steps of "How do we know?", in this order
        return tr("Asked for the newest block");
    case StepKind::HashedHeader:
        return tr("Put the block together again");
    case StepKind::WalkedToAccount:
        return tr("Walked from the block to what was asked for");
    case StepKind::WalkedToSlot:
        return tr("Walked on to where the values are kept");
    case StepKind::ReadBytes:
        return tr("Read the values there");
    case StepKind::Other:
        break;
    }
    return {};
}

QString TrustText::stepDetail(light::Step::Kind kind, chain::TrustLevel level, int count)
{
    using StepKind = light::Step::Kind;
    switch (kind) {
    case StepKind::Asked:
        if (level == TrustLevel::OwnNode)
            return tr("Your own node gave it.");
        return level == TrustLevel::Reported ? tr("Only one server gave it.")
                                             : tr("Several independent servers gave the same one.");
    case StepKind::HashedHeader:
        return tr("Its hash is the one that was named, and it names the state of the network.");
    case StepKind::WalkedToAccount:
        return tr("Every piece on the way is named by the piece before it.");
    case StepKind::WalkedToSlot:
        return count == 1 ? tr("One place, reached in the same way.")
                          : tr("%1 places, each reached in the same way.").arg(count);
    case StepKind::ReadBytes:
        return tr("What servers say beside them is not used.");
    case StepKind::Other:
        break;
    }
    return {};
}

} // namespace datanet::app
