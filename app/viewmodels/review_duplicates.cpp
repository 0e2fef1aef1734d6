#include "viewmodels/review_duplicates.h"

#include "chain/call_reader.h"
#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/error_text.h"
#include "sync/duplicate_proof.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/copies_proven.h"
#include "viewmodels/known_people.h"
#include "viewmodels/signed_task.h"
#include "viewmodels/studio.h"

#include <QDateTime>
#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

QStringList linesOf(const sync::FoundDuplicates &found, const KnownPeople &people)
{
    QStringList lines;
    for (const auto &earlier : found.earlier) {
        const QString since = QLocale().toString(
            QDateTime::fromSecsSinceEpoch(qint64(earlier.version.publishedAt)).date(), QLocale::ShortFormat);
        //: Of a submission under review: %1 of its %2 records, %3 number of a contribution, %4 who sent that, %5 a date
        lines.append(ReviewDuplicates::tr("%1 of %2 records stand in contribution %3 by %4 since %5")
                         .arg(countText(qint64(earlier.matches.size())), countText(found.opening.count),
                              QString::number(earlier.version.contribution),
                              people.name(earlier.proof.opening.contributor), since));
    }
    return lines;
}

// Of an estimate, more digits would say more than is known.
base::Uint256 twoDigits(const base::Uint256 &wei)
{
    const QString digits = wei.toDecimal();
    const QString rounded = digits.left(2).leftJustified(digits.size(), u'0');
    return base::Uint256::fromDecimal(rounded).value_or(wei);
}

QString costsText(const sync::DuplicateTerms &terms, const QString &coin)
{
    const QString text =
        ReviewDuplicates::tr("Proving it brings you %1, half of the deposit, and costs about %2 in network fees.")
            .arg(chain::coinText(terms.reward, coin), chain::coinText(twoDigits(terms.fee), coin));
    //: Added to what it brings and what it costs
    return terms.pays() ? text : QString(text + u' ' + ReviewDuplicates::tr("Now it costs more than it brings."));
}

base::Result<QVariantMap> readDuplicates(Services &services, bool practice, std::uint64_t id,
                                         base::TaskContext &context)
{
    const auto network = services.network();
    if (!network)
        return base::fail(network.error());
    auto snapshot = (*network)->latest(context);
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto people = KnownPeople::read(services.home(), practice);
    const auto found = sync::findDuplicates(**network, *snapshot, id, context);
    if (!people || !found)
        return base::fail(!people ? people.error() : found.error());
    const auto terms = sync::duplicateTerms(**network, *found, context);
    const auto taken = sync::readBondTaken(**network, *snapshot, id, found->status, context);
    if (!terms || !taken)
        return base::fail(!terms ? terms.error() : taken.error());
    const bool possible = terms->obstacle.isEmpty();
    const QString problem = found->problems.empty() ? QString()
                                                    //: Beside what was found; %1 says which
                                                    : ReviewDuplicates::tr("Not everything could be looked at: %1")
                                                          .arg(ErrorSentences::sentence(found->problems.front()));
    return QVariantMap{{u"contribution"_s, qulonglong(id)},
                       {u"found"_s, int(found->found())},
                       {u"count"_s, int(found->opening.count)},
                       {u"lines"_s, linesOf(*found, *people)},
                       {u"possible"_s, possible},
                       {u"few"_s, found->status.value().bondHeld && found->found() < found->needed()},
                       {u"needed"_s, int(found->needed())},
                       {u"obstacle"_s, possible ? QString() : ErrorSentences::sentence(terms->obstacle)},
                       {u"costs"_s, possible ? costsText(*terms, (*network)->profile().coin) : QString()},
                       {u"taken"_s, *taken ? provenCopiesText(**taken, found->opening.count, *people) : QString()},
                       {u"problem"_s, problem}};
}

} // namespace

ReviewDuplicates::ReviewDuplicates(Studio &studio, QObject *parent)
    : QObject(parent), m_studio(studio), m_searching(new Operation(this)), m_proving(new Operation(this))
{
}

// On the lane of work that takes seconds: balances and the queue must not wait for a block.
void ReviewDuplicates::look(qulonglong contribution)
{
    m_id = contribution;
    Services &services = m_studio.services();
    auto task = services.run<QVariantMap>(
        services.answersLane(),
        [&services, contribution, practice = m_studio.isPractice()](base::TaskContext &context) {
            return readDuplicates(services, practice, contribution, context);
        });
    m_searching->start(task, [this, contribution](const QVariantMap &found) {
        if (contribution != m_id)
            return;
        m_shown = found;
        Q_EMIT changed();
    });
}

void ReviewDuplicates::leave()
{
    m_searching->cancel();
    m_proving->dismissError();
    m_id = 0;
    m_shown.clear();
    Q_EMIT changed();
}

void ReviewDuplicates::prove()
{
    if (m_id == 0 || m_proving->isRunning())
        return;
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Prove that records are copies"), [this, id = m_id] {
        Services &services = m_studio.services();
        auto task = signedTask<void>(services, services.answersLane(), m_studio.account().address,
                                     [id](const sync::Network &network, const crypto::SecretKey &key,
                                          base::TaskContext &context) -> base::Status {
                                         auto snapshot = network.latest(context);
                                         if (!snapshot)
                                             return base::fail(snapshot.error());
                                         // Anew: what was shown may be minutes old.
                                         const auto found = sync::findDuplicates(network, *snapshot, id, context);
                                         if (!found)
                                             return base::fail(found.error());
                                         const auto done = sync::proveDuplicates(network, *found, key, context);
                                         return done ? base::Status() : base::Status(base::fail(done.error()));
                                     });
        m_proving->start(task, [this, id] {
            if (id == m_id)
                look(id);
        });
    });
}

} // namespace datanet::app
