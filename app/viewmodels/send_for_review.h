#pragma once

#include "sync/submission.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace datanet::app {

class Studio;

// "Send for review": what would be sent and what it costs, then the sending itself. GUI thread; the work runs on the
// network lane and goes on in the outbox if the program ends meanwhile.
class SendForReview : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // What is planned, as texts: { title, versionText, datanet, records, removals, corrections, already, examples,
    // blocking, cautions, licence, deposit, fee, networkFee, total, balance, level, steps, obstacle, rulesNews:
    // rules_news.h }; empty before plan() is done.
    Q_PROPERTY(QVariantMap plan READ plan NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *planning READ planning CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *sending READ sending CONSTANT FINAL)
    Q_PROPERTY(bool canSend READ canSend NOTIFY changed FINAL)
    // Whether the data set was made from what the datanet publishes and differs from it, so that it can correct it.
    Q_PROPERTY(bool canCorrect READ canCorrect NOTIFY changed FINAL)
    // The oldest submission of the account in use that is on its way and stands still: { records, problem };
    // empty for none.
    Q_PROPERTY(QVariantMap waiting READ waiting NOTIFY changed FINAL)

public:
    explicit SendForReview(Studio &studio);

    [[nodiscard]] const QVariantMap &plan() const { return m_plan; }
    [[nodiscard]] Operation *planning() const { return m_planning; }
    [[nodiscard]] Operation *sending() const { return m_sending; }
    [[nodiscard]] bool canSend() const;
    [[nodiscard]] bool canCorrect() const { return m_canCorrect; }
    [[nodiscard]] QVariantMap waiting() const { return m_sending->isRunning() ? QVariantMap() : m_waiting; }

    // Of the newest saved version of a data set. corrects: what it says differently from the published records is to
    // take their place, where canCorrect(); else only what is new is sent.
    Q_INVOKABLE void prepare(const QString &folder, int datanet, bool corrects = true);
    // mayShare: the person ticked that they may share the records under the licence.
    Q_INVOKABLE void send(bool mayShare);
    // Looks into the outbox.
    Q_INVOKABLE void refreshWaiting();
    // Goes on with what waits there.
    Q_INVOKABLE void continueWaiting();

Q_SIGNALS:
    void changed();
    // The reviewers can work: the contribution's number.
    void sent(qulonglong contribution);

private:
    struct Planned
    {
        sync::SubmissionPlan plan;
        qint64 version = 0; // its number in the data set
        bool corrects = false;
        QVariantMap rulesNews;
    };
    void show(const Planned &planned);
    void sendNow(bool mayShare);
    template <class Work>
    void carryOut(Work work);

    Studio &m_studio;
    QString m_folder;
    std::uint64_t m_datanet = 0;
    bool m_corrects = false;
    bool m_canCorrect = false;
    QVariantMap m_plan;
    QString m_obstacle;
    QVariantMap m_waiting;
    std::int64_t m_waitingNumber = 0;
    Operation *m_planning;
    Operation *m_sending;
};

} // namespace datanet::app
