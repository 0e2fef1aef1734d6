#pragma once

#include "models/review_squares.h"
#include "viewmodels/operation.h"
#include "viewmodels/review_ballot.h"
#include "viewmodels/review_duplicates.h"
#include "viewmodels/review_material.h"
#include "viewmodels/review_queue_text.h"

#include <QObject>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <set>

namespace datanet::app {

class Studio;

// A reviewer's desk for one datanet: the queue, the submission that is open, and what is decided about its records.
// Decisions are kept on this machine as they are made; nothing is sent before the vote is sealed. A vote that may be
// opened is opened by itself while the program runs, because one that stays sealed costs the penalty; an account
// with a passphrase is asked for it before anything is opened, sealed or made public. GUI thread.
class ReviewDesk : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // Whether the account in use reviews for the datanet, or has a seat on one of its panels.
    Q_PROPERTY(bool reviewer READ isReviewer NOTIFY queueChanged FINAL)
    Q_PROPERTY(int datanet READ datanet NOTIFY queueChanged FINAL)
    // How many submissions wait for this account's decision.
    Q_PROPERTY(int waiting READ waiting NOTIFY queueChanged FINAL)
    // See review_queue_text.h.
    Q_PROPERTY(QVariantList queue READ queue NOTIFY queueChanged FINAL)
    Q_PROPERTY(QString queueProblem READ queueProblem NOTIFY queueChanged FINAL)
    Q_PROPERTY(datanet::app::Operation *listing READ listing CONSTANT FINAL)

    // { id, title, who, address, count, checks: [{ words, hash }], level, panel: [...], sealed,
    // history, purpose, rules: [text], licence, nearDuplicatePercent, takenOut: [text] }; empty while none is
    // open.
    Q_PROPERTY(QVariantMap submission READ submission NOTIFY submissionChanged FINAL)
    Q_PROPERTY(datanet::app::ReviewSquares *squares READ squares CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *opening READ opening CONSTANT FINAL)
    // What of it others had published before.
    Q_PROPERTY(datanet::app::ReviewDuplicates *duplicates READ duplicates CONSTANT FINAL)

    // The record that is looked at: see ReviewMaterial::record().
    Q_PROPERTY(QVariantMap record READ record NOTIFY recordChanged FINAL)
    // Its place in the order in which records are read: a row of the squares.
    Q_PROPERTY(int row READ row NOTIFY recordChanged FINAL)
    // 0 as in the submission, 1 riskiest first.
    Q_PROPERTY(int order READ order WRITE setOrder NOTIFY orderChanged FINAL)
    Q_PROPERTY(QString reason READ reason NOTIFY decisionsChanged FINAL)
    Q_PROPERTY(QString reasonWords READ reasonWords NOTIFY decisionsChanged FINAL)
    // Excluding was asked for, and lacks a reason.
    Q_PROPERTY(bool reasonNeeded READ isReasonNeeded NOTIFY decisionsChanged FINAL)
    // Each { code, text }.
    Q_PROPERTY(QVariantList reasons READ reasons CONSTANT FINAL)

    Q_PROPERTY(int remaining READ remaining NOTIFY decisionsChanged FINAL)
    // 0 accept, 1 ask for changes, 2 reject; follows the decisions until it is chosen.
    Q_PROPERTY(int verdict READ verdict NOTIFY decisionsChanged FINAL)
    Q_PROPERTY(QStringList verdicts READ verdicts NOTIFY decisionsChanged FINAL)
    Q_PROPERTY(bool canDecide READ canDecide NOTIFY decisionsChanged FINAL)
    // Sealed votes open by themselves when their time comes: not while the account's key is locked.
    Q_PROPERTY(bool opensVotes READ opensVotes NOTIFY queueChanged FINAL)
    Q_PROPERTY(bool canSeal READ canSeal NOTIFY decisionsChanged FINAL)
    // "Decisions kept on this computer, 15:20"; empty before the first.
    Q_PROPERTY(QString keptText READ keptText NOTIFY decisionsChanged FINAL)
    Q_PROPERTY(datanet::app::Operation *keeping READ keeping CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *voting READ voting CONSTANT FINAL)

public:
    explicit ReviewDesk(Studio &studio);
    ~ReviewDesk() override;

    [[nodiscard]] bool isReviewer() const { return m_queue.reviewer; }
    [[nodiscard]] int datanet() const { return m_datanet; }
    [[nodiscard]] int waiting() const { return m_queue.waiting; }
    [[nodiscard]] const QVariantList &queue() const { return m_queue.entries; }
    [[nodiscard]] const QString &queueProblem() const { return m_queue.problem; }
    [[nodiscard]] const QVariantMap &submission() const { return m_submission; }
    [[nodiscard]] ReviewSquares *squares() const { return m_squares; }
    [[nodiscard]] const QVariantMap &record() const { return m_record; }
    [[nodiscard]] int row() const { return m_squares->row(m_position); }
    [[nodiscard]] int order() const;
    void setOrder(int order);
    [[nodiscard]] QString reason() const;
    [[nodiscard]] QString reasonWords() const;
    [[nodiscard]] bool isReasonNeeded() const { return m_reasonNeeded; }
    [[nodiscard]] QVariantList reasons() const;
    [[nodiscard]] int remaining() const { return m_squares->openCount(); }
    [[nodiscard]] int verdict() const { return int(m_ballot.verdict()) - 1; }
    [[nodiscard]] QStringList verdicts() const;
    [[nodiscard]] bool canDecide() const;
    [[nodiscard]] bool canSeal() const;
    [[nodiscard]] bool opensVotes() const;
    [[nodiscard]] const QString &keptText() const { return m_keptText; }
    [[nodiscard]] Operation *listing() const { return m_listing; }
    [[nodiscard]] Operation *opening() const { return m_opening; }
    [[nodiscard]] ReviewDuplicates *duplicates() const { return m_duplicates; }
    [[nodiscard]] Operation *keeping() const { return m_keeping; }
    [[nodiscard]] Operation *voting() const { return m_voting; }

    // Looks at the queue of a datanet.
    Q_INVOKABLE void show(int datanet);
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void open(qulonglong contribution);
    Q_INVOKABLE void close();
    Q_INVOKABLE void go(int row);
    Q_INVOKABLE void accept();
    // Needs a reason; without one it is asked for (reasonNeeded).
    Q_INVOKABLE void exclude();
    Q_INVOKABLE void setReason(const QString &code);
    Q_INVOKABLE void setReasonWords(const QString &words);
    Q_INVOKABLE void acceptRest();
    Q_INVOKABLE void setVerdict(int verdict);
    Q_INVOKABLE void seal();
    // Does what an entry of the queue offers besides reading: draw, reveal, finalize, hand-over, publish.
    Q_INVOKABLE void act(qulonglong contribution, const QString &task);

Q_SIGNALS:
    void queueChanged();
    void submissionChanged();
    void recordChanged();
    void decisionsChanged();
    void orderChanged();
    void sealed();

private:
    void show(const ReviewQueueText &queue);
    void lay(const std::shared_ptr<const ReviewMaterial> &material);
    void openNow(qulonglong contribution);
    void sealNow();
    void actNow(qulonglong contribution, const QString &task);
    void readRecord();
    void decided();
    void describeSubmission();
    void keep();
    [[nodiscard]] bool isSealed() const;

    Studio &m_studio;
    int m_datanet = 0;
    ReviewQueueText m_queue;
    QVariantMap m_submission;
    ReviewSquares *m_squares;
    std::shared_ptr<const ReviewMaterial> m_material;
    std::shared_ptr<RecordSource> m_source; // on the reading lane only
    QVariantMap m_record;
    int m_position = -1;
    ReviewBallot m_ballot;
    bool m_reasonNeeded = false;
    bool m_keepAgain = false;
    QString m_keptText;
    std::set<qulonglong> m_revealed; // tried by itself
    Operation *m_listing;
    Operation *m_opening;
    Operation *m_reading;
    Operation *m_keeping;
    Operation *m_voting;
    ReviewDuplicates *m_duplicates;
};

} // namespace datanet::app
