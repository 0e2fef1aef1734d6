#pragma once

#include "models/review_queue_model.h"
#include "models/review_squares.h"
#include "viewmodels/operation.h"
#include "viewmodels/review_ballot.h"
#include "viewmodels/review_duplicates.h"
#include "viewmodels/review_material.h"

#include <QObject>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace datanet::app {

class ReviewPreparation;
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
    // Sealed votes of this account that may be opened, and cost the penalty when they are not.
    Q_PROPERTY(int toOpen READ toOpen NOTIFY queueChanged FINAL)
    Q_PROPERTY(datanet::app::ReviewQueueModel *queue READ queue CONSTANT FINAL)
    Q_PROPERTY(QString queueProblem READ queueProblem NOTIFY queueChanged FINAL)
    // How the account's votes of late compare with others, and whether they are paid; empty before there is any.
    Q_PROPERTY(QString standing READ standing NOTIFY queueChanged FINAL)
    Q_PROPERTY(bool unpaid READ isUnpaid NOTIFY queueChanged FINAL)
    Q_PROPERTY(datanet::app::Operation *listing READ listing CONSTANT FINAL)

    // { id, title, who, address, count, checks: [{ words, hash }], level, panel: [...], sealed,
    // history, copies, purpose, rules: [text], licence, nearDuplicatePercent, takenOut: [text],
    // found: [{ rule, text, count }] }; empty while none is open.
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

    // Records chosen together by chooseMany(): how many, once known; else -1 and maybe what is wrong with the words.
    Q_PROPERTY(int chosen READ chosen NOTIFY chosenChanged FINAL)
    Q_PROPERTY(QString choiceProblem READ choiceProblem NOTIFY chosenChanged FINAL)
    Q_PROPERTY(datanet::app::Operation *choosing READ choosing CONSTANT FINAL)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY decisionsChanged FINAL)

    // Once at least two votes of the open submission are open, and read: { lines: [text], differing: [number] }; see
    // sync/review_agreement.h.
    Q_PROPERTY(QVariantMap agreement READ agreement NOTIFY agreementChanged FINAL)

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

    [[nodiscard]] bool isReviewer() const { return m_reviewer; }
    [[nodiscard]] int datanet() const { return m_datanet; }
    [[nodiscard]] int waiting() const { return m_waiting; }
    [[nodiscard]] int toOpen() const { return m_toOpen; }
    [[nodiscard]] ReviewQueueModel *queue() const { return m_queueModel; }
    [[nodiscard]] const QString &queueProblem() const { return m_problem; }
    [[nodiscard]] const QString &standing() const { return m_standing; }
    [[nodiscard]] bool isUnpaid() const { return m_unpaid; }
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
    [[nodiscard]] int chosen() const { return m_chosen ? int(m_chosen->size()) : -1; }
    [[nodiscard]] const QString &choiceProblem() const { return m_choiceProblem; }
    [[nodiscard]] Operation *choosing() const { return m_choosing; }
    [[nodiscard]] bool canUndo() const { return canDecide() && m_ballot.canUndo(); }
    [[nodiscard]] const QVariantMap &agreement() const { return m_agreement; }
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
    // The n-th of reasons, for keys.
    Q_INVOKABLE void setReasonAt(int index);
    Q_INVOKABLE void acceptRest();
    // Looks for the records that fit an expression (see sync/review_choice.h) and have a finding of the rule, each when
    // it is not blank.
    Q_INVOKABLE void chooseMany(const QString &where, const QString &rule);
    // Decides about those that were chosen last.
    Q_INVOKABLE void decideMany(bool accept, const QString &code, const QString &words);
    // Takes the last decision back, of one record or of many, and shows the first of them.
    Q_INVOKABLE void undo();
    // To the record of this number, counted from 1.
    Q_INVOKABLE void goToNumber(int number);
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
    void chosenChanged();
    void agreementChanged();
    void sealed();

private:
    void show(ReviewQueueText queue);
    void lay(const std::shared_ptr<const ReviewMaterial> &material);
    void openNow(qulonglong contribution);
    void sealNow();
    void actNow(qulonglong contribution, const QString &task);
    void readRecord();
    void readAhead();
    void showRecord(const QVariantMap &record);
    void compareReviewers();
    void decided();
    void describeSubmission();
    void keep();
    [[nodiscard]] bool isSealed() const;

    Studio &m_studio;
    int m_datanet = 0;
    bool m_reviewer = false;
    int m_waiting = 0;
    int m_toOpen = 0;
    QString m_problem;
    QString m_standing;
    bool m_unpaid = false;
    ReviewQueueModel *m_queueModel;
    QVariantMap m_submission;
    ReviewSquares *m_squares;
    std::shared_ptr<const ReviewMaterial> m_material;
    std::shared_ptr<RecordSource> m_source; // on the reading lane only
    QVariantMap m_record;
    std::map<int, QVariantMap> m_ahead; // records by position, read before they are asked for
    int m_position = -1;
    ReviewBallot m_ballot;
    std::optional<std::vector<std::int64_t>> m_chosen;
    QString m_choiceProblem;
    QVariantMap m_agreement;
    int m_votesCompared = 0;
    bool m_reasonNeeded = false;
    bool m_keepAgain = false;
    QString m_keptText;
    std::set<std::pair<base::Address, qulonglong>> m_revealed; // tried by itself, of each account
    Operation *m_listing;
    Operation *m_opening;
    Operation *m_reading;
    Operation *m_readingAhead;
    Operation *m_choosing;
    Operation *m_comparing;
    Operation *m_keeping;
    Operation *m_voting;
    ReviewDuplicates *m_duplicates;
    ReviewPreparation *m_preparation;
};

} // namespace datanet::app
