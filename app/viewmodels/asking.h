#pragma once

#include "viewmodels/answer_purse.h"
#include "viewmodels/askable_models.h"
#include "viewmodels/operation.h"
#include "viewmodels/origin_text.h"

#include <QObject>
#include <QVariantList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <deque>
#include <memory>
#include <optional>

namespace datanet::app {

class Studio;

// Asks a model, pays for the answer, and shows whose records it came from. Answers are kept while the program runs.
// GUI thread; the work runs on the answers lane.
class Asking : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    Q_PROPERTY(datanet::app::AskableModels *models READ models CONSTANT FINAL)
    Q_PROPERTY(datanet::app::AnswerPurse *purse READ purse CONSTANT FINAL)
    // What is typed; it stays when the page is left.
    Q_PROPERTY(QString question READ question WRITE setQuestion NOTIFY changed FINAL)
    // What this question costs at most: more is not paid.
    Q_PROPERTY(QString greatestPrice READ greatestPrice NOTIFY changed FINAL)
    // Coins have to be put aside before anything can be asked, and how many are proposed.
    Q_PROPERTY(bool needsCoins READ needsCoins NOTIFY changed FINAL)
    Q_PROPERTY(QString proposedCoins READ proposedCoins NOTIFY changed FINAL)
    Q_PROPERTY(bool canAsk READ canAsk NOTIFY changed FINAL)
    // Why the account in use cannot ask; empty when it can.
    Q_PROPERTY(QString obstacle READ obstacle NOTIFY changed FINAL)
    // The answer that is shown: { question, model, trained, text, known, paid, paidExact, toContributors,
    // toContributorsExact, contributors, arithmetic, flagged: why the payer found it weak }; empty before the first.
    Q_PROPERTY(QVariantMap answer READ answer NOTIFY answerChanged FINAL)
    // Where it came from, as OriginText::map(); empty while it is not traced.
    Q_PROPERTY(QVariantMap origin READ origin NOTIFY answerChanged FINAL)
    // What checking it anew has shown: { matches, text }; empty before.
    Q_PROPERTY(QVariantMap check READ check NOTIFY answerChanged FINAL)
    // The questions that were answered since the program started, newest first, and which one is shown.
    Q_PROPERTY(QStringList earlier READ earlier NOTIFY answerChanged FINAL)
    Q_PROPERTY(int shown READ shown NOTIFY answerChanged FINAL)
    // For the status bar: how long it took, and where the receipt belongs.
    Q_PROPERTY(QStringList notes READ notes NOTIFY answerChanged FINAL)
    Q_PROPERTY(datanet::app::Operation *asking READ asking CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *tracing READ tracing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *checking READ checking CONSTANT FINAL)
    // Why an answer can be flagged: { code, text }.
    Q_PROPERTY(QVariantList flagReasons READ flagReasons CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *flagging READ flagging CONSTANT FINAL)

public:
    Asking(Studio &studio, std::shared_ptr<TracedTexts> texts);

    [[nodiscard]] AskableModels *models() const { return m_models; }
    [[nodiscard]] AnswerPurse *purse() const { return m_purse; }
    [[nodiscard]] const QString &question() const { return m_question; }
    void setQuestion(const QString &question);
    [[nodiscard]] QString greatestPrice() const;
    [[nodiscard]] bool needsCoins() const;
    [[nodiscard]] QString proposedCoins() const;
    [[nodiscard]] bool canAsk() const;
    [[nodiscard]] QString obstacle() const;
    [[nodiscard]] QVariantMap answer() const { return current() ? current()->facts : QVariantMap(); }
    [[nodiscard]] QVariantMap origin() const { return current() ? current()->origin : QVariantMap(); }
    [[nodiscard]] QVariantMap check() const { return current() ? current()->check : QVariantMap(); }
    [[nodiscard]] QStringList earlier() const;
    [[nodiscard]] int shown() const { return m_shown; }
    [[nodiscard]] QStringList notes() const;
    [[nodiscard]] Operation *asking() const { return m_asking; }
    [[nodiscard]] Operation *tracing() const { return m_tracing; }
    [[nodiscard]] Operation *checking() const { return m_checking; }
    [[nodiscard]] static QVariantList flagReasons();
    [[nodiscard]] Operation *flagging() const { return m_flagging; }

    // Reads models and the purse again; the page calls it when it appears.
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void putAside();
    // Asks what is typed, after the passphrase where the account needs one.
    Q_INVOKABLE void ask();
    Q_INVOKABLE void show(int index);
    // Traces the answer that is shown, when that failed before.
    Q_INVOKABLE void trace();
    // Reads and indexes the published texts anew, traces the answer again, and compares.
    Q_INVOKABLE void checkMyself();
    // Records on the network that the answer that is shown was weak; reviewers see the records behind it.
    Q_INVOKABLE void flag(const QString &code);

Q_SIGNALS:
    void changed();
    void answerChanged();

private:
    struct Answered
    {
        quint64 number = 0; // in this run of the program
        QString question;
        sync::PaidAnswer paid;
        base::Address account;
        double seconds = 0;
        std::optional<Origin> found;
        std::uint64_t tracedAt = 0; // seconds since 1970, of the block that the texts were published by
        QVariantMap facts;
        QVariantMap origin;
        QVariantMap check;
    };
    struct Traced
    {
        Origin origin;
        std::uint64_t at = 0;
        std::optional<sync::ExpectedEarnings> earnings;
        QVariantMap map;
    };
    [[nodiscard]] const Answered *current() const;
    [[nodiscard]] Answered *byNumber(quint64 number);
    [[nodiscard]] base::Uint256 proposal() const;
    void forget();
    void askNow();
    void take(sync::PaidAnswer paid, const QString &question, const base::Address &account, double seconds);
    void take(quint64 number, Traced traced);
    [[nodiscard]] QVariantList arithmetic(const Answered &answer, const sync::ExpectedEarnings &earnings) const;

    Studio &m_studio;
    std::shared_ptr<TracedTexts> m_texts;
    AskableModels *m_models;
    AnswerPurse *m_purse;
    QString m_question;
    QString m_network; // its title, of which all of this is
    std::deque<Answered> m_answers; // newest first
    int m_shown = -1;
    quint64 m_asked = 0;
    Operation *m_asking;
    Operation *m_tracing;
    Operation *m_checking;
    Operation *m_flagging;
};

} // namespace datanet::app
