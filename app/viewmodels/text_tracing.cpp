#include "viewmodels/text_tracing.h"

#include "desktop/services.h"
#include "sync/datanets.h"
#include "viewmodels/studio.h"

#include <QFile>
#include <QStringDecoder>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostDatanets = 1000;

base::Result<QString> readText(const QUrl &url)
{
    QFile file(url.toLocalFile());
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::Io, u"%1: %2"_s.arg(file.fileName(), file.errorString()));
    const QByteArray bytes = file.read(qint64(attribution::kMaximumOutputBytes) + 1);
    if (bytes.size() > qsizetype(attribution::kMaximumOutputBytes))
        return base::fail(base::ErrorKind::Invalid,
                          u"the text is longer than %1 bytes"_s.arg(attribution::kMaximumOutputBytes));
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar::Null))
        return base::fail(base::ErrorKind::Invalid, u"%1 is no text in UTF-8"_s.arg(file.fileName()));
    return text;
}

} // namespace

TextTracing::TextTracing(Studio &studio, std::shared_ptr<TracedTexts> texts)
    : QObject(&studio),
      m_studio(studio),
      m_texts(std::move(texts)),
      m_network(studio.networkTitle()),
      m_listing(new Operation(this)),
      m_reading(new Operation(this)),
      m_tracing(new Operation(this))
{
    connect(m_tracing, &Operation::changed, this, &TextTracing::changed);
    connect(&studio, &Studio::networkChanged, this, &TextTracing::forget);
}

void TextTracing::forget()
{
    if (m_network == m_studio.networkTitle())
        return;
    m_network = m_studio.networkTitle();
    m_datanets.clear();
    m_datanet = 0;
    m_origin.clear();
    Q_EMIT changed();
}

void TextTracing::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    Q_EMIT changed();
}

void TextTracing::chooseDatanet(int index)
{
    if (index == m_datanet || index < 0 || index >= m_datanets.size())
        return;
    m_datanet = index;
    m_origin.clear();
    Q_EMIT changed();
}

QStringList TextTracing::notes() const
{
    if (m_origin.isEmpty())
        return {};
    //: Status bar: how long it took to find where a text comes from
    return {tr("Traced in %1").arg(OriginText::timeText(m_seconds))};
}

void TextTracing::refresh()
{
    if (m_listing->isRunning())
        return;
    Services &services = m_studio.services();
    auto task = services.run<QVariantList>(
        services.networkLane(), [&services](base::TaskContext &context) -> base::Result<QVariantList> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return base::fail(snapshot.error());
            const auto page = sync::listDatanets(**network, *snapshot, 0, kMostDatanets, context);
            if (!page)
                return base::fail(page.error());
            //: Choice of the texts that a text is compared with
            QVariantList list{QVariantMap{{u"id"_s, 0}, {u"title"_s, tr("All datanets")}}};
            for (const sync::Datanet &datanet : page->datanets) {
                //: A datanet whose name cannot be shown
                const QString title =
                    datanet.texts.hasValue() ? datanet.texts.value().name : tr("Datanet %1").arg(datanet.id);
                list.append(QVariantMap{{u"id"_s, qulonglong(datanet.id)}, {u"title"_s, title}});
            }
            return list;
        });
    m_listing->start(task, [this](const QVariantList &list) {
        m_datanets = list;
        m_datanet = std::min(m_datanet, int(list.size()) - 1);
        Q_EMIT changed();
    });
}

void TextTracing::readFile(const QUrl &file)
{
    auto task = m_studio.services().run<QString>(m_studio.services().computation(),
                                                 [file](base::TaskContext &) { return readText(file); });
    m_reading->start(task, [this](const QString &text) {
        m_origin.clear();
        m_text = text;
        Q_EMIT changed();
    });
}

void TextTracing::trace()
{
    if (!canTrace())
        return;
    Services &services = m_studio.services();
    std::set<std::uint64_t> datanets;
    if (m_datanet > 0)
        datanets.insert(m_datanets.at(m_datanet).toMap().value(u"id"_s).toULongLong());
    auto task = services.run<Traced>(
        services.answersLane(),
        [&services, texts = m_texts, practice = m_studio.isPractice(), account = m_studio.account().address, datanets,
         text = m_text.toUtf8()](base::TaskContext &context) -> base::Result<Traced> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            auto snapshot = (*network)->latest(context);
            const auto people = KnownPeople::read(services.home(), practice);
            if (!snapshot || !people)
                return base::fail(!snapshot ? snapshot.error() : people.error());
            const auto held = texts->open(**network, *snapshot, datanets, context);
            if (!held)
                return base::fail(held.error());
            const auto origin = findOrigin(**network, *held, text, context);
            return origin ? base::Result<Traced>(Traced{OriginText(*origin, *people, account).map(), origin->seconds})
                          : base::fail(origin.error());
        });
    m_tracing->start(task, [this](const Traced &traced) {
        m_origin = traced.map;
        m_seconds = traced.seconds;
        Q_EMIT changed();
    });
}

void TextTracing::edit()
{
    m_origin.clear();
    Q_EMIT changed();
}

} // namespace datanet::app
