#pragma once

#include "sync/answers.h"
#include "viewmodels/operation.h"
#include "viewmodels/traced_texts.h"

#include <QObject>
#include <QStringList>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <optional>
#include <vector>

namespace datanet::app {

class Studio;

// The models of the network that can be asked, and what is known of the one that was chosen. GUI thread; the work runs
// on the answers lane.
class AskableModels : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the studio")
    // Each { id, title, here, level, block, steps }; those that are retired are not among them.
    Q_PROPERTY(QVariantList list READ list NOTIFY changed FINAL)
    // -1 without a model.
    Q_PROPERTY(int index READ index WRITE choose NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    // Whether the one chosen can be asked from this computer.
    Q_PROPERTY(bool here READ isHere NOTIFY changed FINAL)
    // The list was read at least once from this network.
    Q_PROPERTY(bool known READ isKnown NOTIFY changed FINAL)
    // "trained on version 2, with 18 of your records"; empty while not known.
    Q_PROPERTY(QString trainedText READ trainedText NOTIFY changed FINAL)
    // Questions that the one chosen can say something about, the person's own records first.
    Q_PROPERTY(QStringList suggestions READ suggestions NOTIFY changed FINAL)
    Q_PROPERTY(datanet::app::Operation *listing READ listing CONSTANT FINAL)
    Q_PROPERTY(datanet::app::Operation *preparing READ preparing CONSTANT FINAL)

public:
    static constexpr std::uint32_t kAnswerTokens = 128; // at most, of an answer

    AskableModels(Studio &studio, std::shared_ptr<TracedTexts> texts, QObject *parent);

    [[nodiscard]] const QVariantList &list() const { return m_list; }
    [[nodiscard]] int index() const { return m_index; }
    void choose(int index);
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool isHere() const;
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] const QString &trainedText() const { return m_trainedText; }
    [[nodiscard]] const QStringList &suggestions() const { return m_suggestions; }
    [[nodiscard]] Operation *listing() const { return m_listing; }
    [[nodiscard]] Operation *preparing() const { return m_preparing; }

    // 0 without a model.
    [[nodiscard]] std::uint64_t id() const;
    // What a question costs at most; nothing where prices are not known. An empty question counts as a short one.
    [[nodiscard]] std::optional<base::Uint256> greatestFee(const QString &question) const;

    // Reads the list again; what is being read already is enough.
    Q_INVOKABLE void refresh();

Q_SIGNALS:
    void changed();
    // Another model is chosen, or the same one was trained anew.
    void modelChanged();

private:
    struct Entry
    {
        sync::ListedModel listed;
        std::optional<sync::AnswerPrices> prices;
        bool here = false;
    };
    struct Prepared
    {
        QString trainedText;
        QStringList suggestions;
    };
    void forget();
    void show(std::vector<Entry> entries);
    void prepare();
    [[nodiscard]] const Entry *chosen() const;
    static Prepared describe(const models::NgramModel &model, const sync::ModelEntry &entry,
                             const sync::PublishedText &published, const base::Address &account, std::uint64_t seed);

    Studio &m_studio;
    std::shared_ptr<TracedTexts> m_texts;
    std::vector<Entry> m_entries;
    QVariantList m_list;
    int m_index = -1;
    bool m_known = false;
    QString m_trainedText;
    QStringList m_suggestions;
    Operation *m_listing;
    Operation *m_preparing;
};

} // namespace datanet::app
