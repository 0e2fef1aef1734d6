#include "sync/inbox_admission.h"

#include "crypto/address.h"
#include "sync/preimages.h"
#include "sync/transactor.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Status;
using base::Uint256;
using chain::ContributionState;

namespace {

Uint256 number(qint64 value)
{
    return Uint256(static_cast<std::uint64_t>(std::max<qint64>(value, 0)));
}

bool takesFiles(ContributionState state)
{
    return state == ContributionState::Opened || state == ContributionState::PanelDrawn
        || state == ContributionState::InReview;
}

} // namespace

Status InboxAdmission::admit(const InboxServer::Arrival &arrival) const
{
    const QString address = QString::fromLatin1(arrival.address);
    // Asking costs as well, and is counted before anything is looked up.
    if (const auto asked = m_ledger->use({{u"files from "_s + address, Uint256(1), Uint256(m_rules.filesPerAddress)}});
        !asked)
        return asked;
    bool isNumber = false;
    const auto id = arrival.contribution.toULongLong(&isNumber);
    if (!isNumber || id == 0)
        return fail(ErrorKind::Denied, u"this inbox takes files of contributions only"_s,
                    u"send the number of the contribution in the header Datanet-Contribution"_s);

    base::Unwatched context;
    const auto contracts = contractsOn(*m_network);
    if (!contracts)
        return fail(contracts.error());
    auto snapshot = m_network->latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const QString what = u"contribution %1"_s.arg(id);
    const auto status = snapshot->read(contracts->contributions.status(id), context);
    if (!status)
        return fail(status.error());
    if (const auto known = requireLevel(*status, m_network->profile().reachable, what); !known)
        return known;
    if (status->value().count == 0)
        return fail(ErrorKind::NotFound, u"the chain knows no declared %1"_s.arg(what));
    if (!takesFiles(status->value().state))
        return fail(ErrorKind::Denied, u"%1 is not at a point where files are due"_s.arg(what));
    const auto proven = readOpening(*m_network, *snapshot, id, context);
    const auto opening = proven ? requireValue(*proven, what) : fail(proven.error());
    if (!opening)
        return fail(opening.error());
    const auto &datanets = m_rules.datanets;
    if (!datanets.empty() && std::ranges::find(datanets, opening->datanet) == datanets.end())
        return fail(ErrorKind::Denied,
                    u"%1 is for datanet %2, which has its inbox elsewhere"_s.arg(what).arg(opening->datanet));
    const qint64 most = m_rules.bytesPerFile + m_rules.bytesPerRecord * qint64(opening->count);
    if (arrival.total > most)
        return fail(ErrorKind::Denied,
                    u"%1 bytes are more than the %2 that %3 records may have"_s.arg(arrival.total)
                        .arg(most)
                        .arg(opening->count));
    return m_ledger->use({
        {u"files of "_s + what, Uint256(1), Uint256(m_rules.filesPerContribution)},
        {u"bytes of "_s + crypto::checksummed(opening->contributor), number(arrival.total),
         number(m_rules.bytesPerContributor)},
        {u"bytes from "_s + address, number(arrival.total), number(m_rules.bytesPerAddress)},
    });
}

} // namespace datanet::sync
