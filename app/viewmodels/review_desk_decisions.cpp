// What the reviewer decides: record by record, many at once, taken back, kept, sealed.
#include "viewmodels/review_desk.h"

#include "desktop/services.h"
#include "format/error_text.h"
#include "format/finding_text.h"
#include "sync/review_choice.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/studio.h"

#include <QTime>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;

QString ReviewDesk::reason() const
{
    return m_position < 0 ? QString() : m_ballot.reason(m_position);
}

QString ReviewDesk::reasonWords() const
{
    return m_position < 0 ? QString() : m_ballot.words(m_position);
}

QVariantList ReviewDesk::reasons() const
{
    QVariantList list;
    for (const auto &code : curation::reasonCodes())
        list.append(QVariantMap{{u"code"_s, code}, {u"text"_s, FindingText::reason(code)}});
    return list;
}

// The record is decided: on to the next.
void ReviewDesk::decided()
{
    m_squares->setDecision(m_position, m_ballot.decision(m_position));
    m_reasonNeeded = false;
    keep();
    const int next = m_squares->nextOpen(row());
    if (next >= 0)
        go(next);
    else
        Q_EMIT decisionsChanged();
}

void ReviewDesk::accept()
{
    if (!canDecide() || m_position < 0)
        return;
    m_ballot.accept(m_position);
    decided();
}

void ReviewDesk::exclude()
{
    if (!canDecide() || m_position < 0)
        return;
    if (m_ballot.exclude(m_position)) {
        decided();
        return;
    }
    m_reasonNeeded = true;
    Q_EMIT decisionsChanged();
}

void ReviewDesk::setReason(const QString &code)
{
    if (!canDecide() || m_position < 0)
        return;
    if (m_reasonNeeded) {
        m_ballot.setReason(m_position, code);
        exclude();
        return;
    }
    m_ballot.toggleReason(m_position, code);
    keep();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::setReasonWords(const QString &words)
{
    if (!canDecide() || m_position < 0 || words == reasonWords())
        return;
    m_ballot.setWords(m_position, words);
    keep();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::acceptRest()
{
    if (!canDecide())
        return;
    m_ballot.acceptOpen();
    m_squares->setDecisions(m_ballot.decisions());
    keep();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::setReasonAt(int index)
{
    const auto &codes = curation::reasonCodes();
    if (index >= 0 && index < codes.size())
        setReason(codes[index]);
}

void ReviewDesk::chooseMany(const QString &where, const QString &rule)
{
    m_choosing->cancel();
    m_chosen.reset();
    m_choiceProblem.clear();
    Q_EMIT chosenChanged();
    if (!m_material || (where.trimmed().isEmpty() && rule.isEmpty()))
        return;
    using Positions = std::vector<std::int64_t>;
    struct Choice
    {
        Positions positions;
        QString problem; // of the words
    };
    Services &services = m_studio.services();
    auto task =
        services.run<Choice>(services.readLane(m_source->folder()),
                             [material = m_material, where, rule](base::TaskContext &context) -> base::Result<Choice> {
                                 auto positions = sync::chosenRecords(material->review(), {where, rule}, context);
                                 if (!positions && positions.error().kind == base::ErrorKind::Invalid)
                                     return Choice{{}, ErrorSentences::sentence(positions.error().what)};
                                 if (!positions)
                                     return fail(positions.error());
                                 return Choice{std::move(*positions), {}};
                             });
    m_choosing->start(task, [this](const Choice &choice) {
        m_choiceProblem = choice.problem;
        if (choice.problem.isEmpty())
            m_chosen = choice.positions;
        Q_EMIT chosenChanged();
    });
}

void ReviewDesk::decideMany(bool accept, const QString &code, const QString &words)
{
    if (!canDecide() || !m_chosen || m_chosen->empty()
        || !m_ballot.decideAll(*m_chosen, {accept, code, words.trimmed()}, m_material->review().report))
        return;
    m_squares->setDecisions(m_ballot.decisions());
    m_chosen.reset();
    m_reasonNeeded = false;
    keep();
    Q_EMIT chosenChanged();
    const int next = m_squares->nextOpen(row() - 1);
    if (next >= 0)
        go(next);
    Q_EMIT decisionsChanged();
}

void ReviewDesk::undo()
{
    if (!canUndo())
        return;
    const auto positions = m_ballot.undo();
    m_squares->setDecisions(m_ballot.decisions());
    keep();
    if (!positions.empty())
        go(m_squares->row(int(positions.front())));
    Q_EMIT decisionsChanged();
}

void ReviewDesk::goToNumber(int number)
{
    go(m_squares->row(number - 1));
}

QStringList ReviewDesk::verdicts() const
{
    //: A reviewer's verdict on a submission
    QStringList all{m_ballot.acceptsAll() ? tr("Accept") : tr("Accept in part"), tr("Ask for changes"), tr("Reject")};
    if (m_material && m_material->review().round > 1)
        //: Verdict of a juror, after an appeal: the contributor was not allowed to share the records
        all += tr("No right to share");
    return all;
}

void ReviewDesk::setVerdict(int verdict)
{
    if (!canDecide() || verdict < 0 || verdict >= verdicts().size())
        return;
    m_ballot.choose(curation::Verdict(verdict + 1));
    keep();
    Q_EMIT decisionsChanged();
}

void ReviewDesk::keep()
{
    if (!m_material)
        return;
    // One write at a time; what was decided meanwhile goes with the next.
    if (m_keeping->isRunning()) {
        m_keepAgain = true;
        return;
    }
    m_keepAgain = false;
    Services &services = m_studio.services();
    const auto &review = m_material->review();
    auto task =
        services.run<void>(services.dataLane(review.folder),
                           [&services, id = review.id, reviewer = m_material->reviewer(), vote = m_ballot.vote(),
                            decided = m_ballot.decided()](base::TaskContext &) -> base::Status {
                               const auto network = services.network();
                               if (!network)
                                   return fail(network.error());
                               return ReviewMaterial::keep(**network, id, reviewer, vote, decided);
                           });
    m_keeping->start(task, [this] {
        //: Status of a review; %1 is the time of day
        m_keptText = tr("Decisions kept on this computer, %1")
                         .arg(QLocale().toString(QTime::currentTime(), QLocale::ShortFormat));
        Q_EMIT decisionsChanged();
        if (m_keepAgain)
            keep();
    });
}

bool ReviewDesk::isSealed() const
{
    return m_submission.value(u"sealed"_s).toBool() || m_submission.value(u"task"_s).toString() != u"read"_s;
}

bool ReviewDesk::canDecide() const
{
    return m_material && !isSealed() && !m_voting->isRunning();
}

bool ReviewDesk::canSeal() const
{
    return canDecide() && remaining() == 0;
}

void ReviewDesk::seal()
{
    if (!canSeal())
        return;
    m_studio.unlocking()->whenOpen(tr("Seal vote"), [this] { sealNow(); });
}

void ReviewDesk::sealNow()
{
    if (!canSeal())
        return; // it ended while the passphrase was typed
    Services &services = m_studio.services();
    auto task = services.run<void>(
        services.networkLane(),
        [&services, id = m_material->review().id, vote = m_ballot.vote(), decided = m_ballot.decided(),
         account = m_studio.account().address](base::TaskContext &context) -> base::Status {
            const auto network = services.network();
            const auto key = services.keys().key(account);
            if (!network || !key)
                return fail(!network ? network.error() : key.error());
            if (auto kept = ReviewMaterial::keep(**network, id, key->address(), vote, decided); !kept)
                return kept;
            return sync::sealVote(**network, id, *key, context);
        });
    m_voting->start(task, [this] {
        m_submission[u"sealed"_s] = true;
        Q_EMIT submissionChanged();
        Q_EMIT decisionsChanged();
        Q_EMIT sealed();
        refresh();
    });
}

} // namespace datanet::app
