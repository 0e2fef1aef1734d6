#include "viewmodels/askable_models.h"

#include "attribution/token_text.h"
#include "format/amount_text.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/studio.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostModels = 500;
constexpr int kSuggestions = 4;
constexpr std::uint64_t kShortQuestion = 8; // tokens, before anything is typed

} // namespace

AskableModels::AskableModels(Studio &studio, std::shared_ptr<TracedTexts> texts, QObject *parent)
    : QObject(parent),
      m_studio(studio),
      m_texts(std::move(texts)),
      m_listing(new Operation(this)),
      m_preparing(new Operation(this))
{
    connect(&studio, &Studio::accountsChanged, this, &AskableModels::prepare);
}

const AskableModels::Entry *AskableModels::chosen() const
{
    return m_index < 0 ? nullptr : &m_entries[std::size_t(m_index)];
}

std::uint64_t AskableModels::id() const
{
    return chosen() ? chosen()->listed.id : 0;
}

QString AskableModels::title() const
{
    return chosen() ? chosen()->listed.entry.value().name : QString();
}

bool AskableModels::isHere() const
{
    return chosen() && chosen()->here;
}

void AskableModels::forget()
{
    m_trainedText.clear();
    m_suggestions.clear();
}

void AskableModels::choose(int index)
{
    if (index == m_index || index < 0 || index >= int(m_entries.size()))
        return;
    m_index = index;
    forget();
    Q_EMIT changed();
    Q_EMIT modelChanged();
    prepare();
}

void AskableModels::refresh()
{
    if (m_listing->isRunning())
        return;
    Services &services = m_studio.services();
    auto task = services.run<std::vector<Entry>>(
        services.answersLane(), [&services](base::TaskContext &context) -> base::Result<std::vector<Entry>> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return base::fail(snapshot.error());
            const auto page = sync::listModels(**network, *snapshot, 0, kMostModels, context);
            if (!page)
                return base::fail(page.error());
            std::vector<Entry> entries;
            for (const sync::ListedModel &listed : page->models) {
                const bool active =
                    listed.status.hasValue() && listed.status.value().state == chain::ModelState::Active;
                if (!active || !listed.entry.hasValue())
                    continue;
                Entry entry{listed, {}, sync::providerFolder(listed.entry.value()).has_value()};
                if (auto prices = sync::readAnswerPrices(**network, *snapshot, listed, context))
                    entry.prices = std::move(*prices);
                entries.push_back(std::move(entry));
            }
            return entries;
        });
    m_listing->start(task, [this](std::vector<Entry> entries) { show(std::move(entries)); });
}

void AskableModels::show(std::vector<Entry> entries)
{
    const auto weights = [](const Entry &entry) { return entry.listed.entry.value().model.weightsHash; };
    const Entry *before = chosen();
    const std::uint64_t id = before ? before->listed.id : 0;
    const base::Bytes32 trained = before ? weights(*before) : base::Bytes32();
    m_entries = std::move(entries);
    m_known = true;
    m_list.clear();
    for (const Entry &entry : m_entries) {
        QVariantMap map =
            provenMap(entry.listed.entry, [](const sync::ModelEntry &model) -> QString { return model.name; });
        map.insert({{u"id"_s, qulonglong(entry.listed.id)},
                    {u"title"_s, entry.listed.entry.value().name},
                    {u"here"_s, entry.here}});
        m_list.append(map);
    }
    const auto same = std::ranges::find(m_entries, id, [](const Entry &entry) { return entry.listed.id; });
    const auto here = std::ranges::find_if(m_entries, [](const Entry &entry) { return entry.here; });
    const auto next = same != m_entries.end() ? same : here != m_entries.end() ? here : m_entries.begin();
    m_index = m_entries.empty() ? -1 : int(next - m_entries.begin());
    const bool other = !chosen() || chosen()->listed.id != id || weights(*chosen()) != trained;
    if (other)
        forget();
    Q_EMIT changed();
    if (other)
        Q_EMIT modelChanged();
    // What failed may be over: a model that was just being trained, for one.
    if (other || m_preparing->hasFailed())
        prepare();
}

void AskableModels::prepare()
{
    if (!isHere())
        return;
    Services &services = m_studio.services();
    const auto seed = std::uint64_t(services.clock().now().toSecsSinceEpoch());
    auto task = services.run<Prepared>(
        services.answersLane(),
        [&services, texts = m_texts, entry = chosen()->listed.entry.value(), account = m_studio.account().address,
         seed](base::TaskContext &context) -> base::Result<Prepared> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            context.step(tr("Reading the model"));
            const auto model = sync::openRegistered(entry, context);
            if (!model)
                return base::fail(model.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return base::fail(snapshot.error());
            const auto held = texts->open(**network, *snapshot, {}, context);
            return held ? base::Result<Prepared>(describe(*model, entry, (*held)->published, account, seed))
                        : base::fail(held.error());
        });
    m_preparing->start(task, [this](const Prepared &prepared) {
        m_trainedText = prepared.trainedText;
        m_suggestions = prepared.suggestions;
        Q_EMIT changed();
    });
}

AskableModels::Prepared AskableModels::describe(const models::NgramModel &model, const sync::ModelEntry &entry,
                                                const sync::PublishedText &published, const base::Address &account,
                                                std::uint64_t seed)
{
    const models::ModelDescription &description = model.description();
    Prepared prepared;
    std::set<base::Digest> own;
    qint64 ownRecords = 0;
    for (const models::ModelSource &source : description.sources) {
        const auto contribution = published.of(source.source);
        if (!contribution || contribution->contributor != account)
            continue;
        own.insert(source.source.id);
        ownRecords += source.records;
    }
    // The list of versions is believed only when it is the one that was registered with the weights.
    if (description.dataVersionsHash() == entry.model.dataVersionsHash && !description.versions.empty()) {
        const qint64 count = qint64(description.versions.size());
        const QString versions = count == 1
            //: What a model was trained on; %1 is the version of its only datanet
            ? tr("trained on version %1").arg(countText(description.versions.front().number))
            //: What a model was trained on; %1 is above 1
            : tr("trained on %1 datanets").arg(countText(count));
        prepared.trainedText = ownRecords == 0 ? versions
            : ownRecords == 1
            //: %1 is "trained on version 2"
            ? tr("%1, with one of your records").arg(versions)
            : tr("%1, with %2 of your records").arg(versions, countText(ownRecords));
    }
    for (const QString &topic : sync::topicsOf(model, kSuggestions, seed, own))
        //: A suggested question about a term
        prepared.suggestions.append(tr("What is %1?").arg(topic));
    if (prepared.suggestions.isEmpty()) {
        for (const QString &question : sync::questionsFor(model, kSuggestions, seed))
            prepared.suggestions.append(question);
    }
    return prepared;
}

std::optional<base::Uint256> AskableModels::greatestFee(const QString &question) const
{
    if (!chosen() || !chosen()->prices)
        return {};
    const QByteArray words = question.toUtf8();
    const std::uint64_t tokens = attribution::TokenText(base::text(words)).size();
    const auto fee = chosen()->prices->feeFor(tokens == 0 ? kShortQuestion : tokens, kAnswerTokens);
    return fee ? std::optional(*fee) : std::nullopt;
}

} // namespace datanet::app
