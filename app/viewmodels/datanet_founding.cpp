#include "viewmodels/datanet_founding.h"

#include "dataset/metadata.h"
#include "desktop/services.h"
#include "format/error_text.h"
#include "sync/datanets.h"
#include "sync/terms.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/fact_text.h"
#include "viewmodels/signed_task.h"
#include "viewmodels/studio.h"
#include "viewmodels/workbench.h"

#include <QUrl>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using curation::DatanetRules;

namespace {

constexpr qsizetype kMostRules = 5;
const QString kUsualLicence = u"CC-BY-4.0"_s;

dataset::Schema formOf(const QStringList &names, const QString &text, const QString &label)
{
    dataset::Schema schema;
    for (const QString &name : names) {
        dataset::Field field;
        field.name = name;
        field.type = dataset::FieldType::String;
        field.constraints.required = true;
        schema.fields.push_back(field);
    }
    schema.textField = text;
    schema.labelField = label;
    return schema;
}

QString fieldList(const dataset::Schema &schema)
{
    QStringList names;
    for (const auto &field : schema.fields)
        names.append(field.name);
    return names.join(u", "_s);
}

// "Help desk words" becomes "help-desk-words".
QString folderName(const QString &name)
{
    QString result;
    for (const QChar letter : name.toLower()) {
        if ((letter >= u'a' && letter <= u'z') || letter.isDigit())
            result.append(letter);
        else if (!result.isEmpty() && !result.endsWith(u'-'))
            result.append(u'-');
    }
    while (result.endsWith(u'-'))
        result.chop(1);
    return result.isEmpty() ? u"datanet"_s : result.left(60);
}

QStringList lines(const QString &text)
{
    QStringList list;
    for (const QString &line : text.split(u'\n')) {
        if (const QString words = line.trimmed(); !words.isEmpty())
            list.append(words);
    }
    return list;
}

} // namespace

DatanetFounding::DatanetFounding(Studio &studio)
    : QObject(&studio), m_studio(studio), m_login(studio.services(), m_founding, this)
{
}

QStringList DatanetFounding::kinds() const
{
    //: What the records of a datanet are
    return {tr("Tables"), tr("Texts"), tr("Pictures"), tr("Sound")};
}

QStringList DatanetFounding::licences() const
{
    return dataset::knownLicences();
}

QVariantList DatanetFounding::forms() const
{
    QVariantList list;
    for (const Form &form : m_forms)
        list.append(QVariantMap{{u"title"_s, form.title}, {u"fields"_s, fieldList(form.schema)}});
    return list;
}

void DatanetFounding::makeForms()
{
    m_forms.clear();
    const Workbench &bench = *m_studio.workbench();
    auto &records = *m_studio.workbench()->records();
    if (bench.isOpen() && !records.schema().fields.empty())
        //: Which fields the records of a datanet have; %1 is a data set
        m_forms.push_back({tr("As in %1").arg(bench.title()), records.schema()});
    //: Which fields the records of a datanet have
    m_forms.push_back({tr("Term and definition"), formOf({u"term"_s, u"definition"_s}, u"definition"_s, {})});
    //: Which fields the records of a datanet have
    m_forms.push_back({tr("Question and answer"), formOf({u"question"_s, u"answer"_s}, u"answer"_s, {})});
    //: Which fields the records of a datanet have
    m_forms.push_back({tr("Text and label"), formOf({u"text"_s, u"label"_s}, u"text"_s, u"label"_s)});
    //: Which fields the records of a datanet have
    m_forms.push_back({tr("Text alone"), formOf({u"text"_s}, u"text"_s, {})});
}

void DatanetFounding::begin()
{
    m_pricing.cancel();
    m_founding.dismissError();
    m_cost.clear();
    m_placeTyped = false;
    makeForms();
    const Workbench &bench = *m_studio.workbench();
    const DatanetRules usual;
    m_draft = {{u"name"_s, QString()},
               {u"purpose"_s, QString()},
               {u"form"_s, 0},
               {u"kind"_s, 0},
               {u"licence"_s, bench.isOpen() && !bench.licence().isEmpty() ? bench.licence() : kUsualLicence},
               {u"rules"_s, QString()},
               {u"instructions"_s, QString()},
               {u"mostRecords"_s, QString::number(usual.maximumRecords)},
               {u"nearDuplicate"_s, QString::number(usual.nearDuplicatePercent)},
               {u"minimumAccepted"_s, QString::number(usual.minimumAcceptedPercent)},
               {u"private"_s, false},
               {u"inbox"_s, QString()},
               {u"remote"_s, QString()}};
    proposePlace();
    examine();
    if (!m_studio.isPractice())
        return;
    // The inbox of the practice network takes what is sent to any of its datanets.
    Services &services = m_studio.services();
    auto task =
        services.run<QString>(services.networkLane(), [&services](base::TaskContext &context) -> Result<QString> {
            const auto network = services.network();
            if (!network)
                return fail(network.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return fail(snapshot.error());
            const auto page = sync::listDatanets(**network, *snapshot, 0, 1, context);
            if (!page)
                return fail(page.error());
            const bool isKnown = !page->datanets.empty() && page->datanets.front().texts.hasValue();
            return isKnown ? page->datanets.front().texts.value().inbox : QString();
        });
    m_preparing.start(task, [this](const QString &inbox) {
        if (m_draft.value(u"inbox"_s).toString().isEmpty())
            set(u"inbox"_s, inbox);
    });
}

// On the practice network a folder of this computer will do; elsewhere others must reach it.
void DatanetFounding::proposePlace()
{
    if (m_placeTyped || !m_studio.isPractice())
        return;
    const QString name = m_draft.value(u"name"_s).toString().trimmed();
    m_draft[u"remote"_s] = name.isEmpty()
        ? QString()
        : QString(m_studio.services().home().path + u"/datanets/"_s + folderName(name) + u".git"_s);
}

void DatanetFounding::set(const QString &name, const QVariant &value)
{
    if (!m_draft.contains(name) || m_draft.value(name) == value)
        return;
    m_draft[name] = value;
    if (name == u"remote")
        m_placeTyped = true;
    if (name == u"name")
        proposePlace();
    m_cost.clear();
    examine();
}

sync::DatanetOrder DatanetFounding::order() const
{
    const auto text = [this](const QString &name) { return m_draft.value(name).toString().trimmed(); };
    sync::DatanetOrder order;
    order.name = text(u"name"_s);
    order.inbox = text(u"inbox"_s);
    order.remote = text(u"remote"_s);
    order.kind = std::uint8_t(m_draft.value(u"kind"_s).toInt() + 1);
    order.isPrivate = m_draft.value(u"private"_s).toBool();
    DatanetRules &rules = order.rules;
    rules.title = order.name;
    rules.purpose = text(u"purpose"_s);
    rules.rules = lines(text(u"rules"_s));
    rules.licence = text(u"licence"_s);
    rules.instructions = text(u"instructions"_s);
    if (const auto form = std::size_t(m_draft.value(u"form"_s).toInt()); form < m_forms.size())
        rules.schema = m_forms[form].schema;
    // What is no number is out of range.
    const auto number = [&text](const QString &name) {
        bool isNumber = false;
        const qlonglong value = text(name).toLongLong(&isNumber);
        return isNumber ? value : -1;
    };
    rules.maximumRecords = number(u"mostRecords"_s);
    rules.nearDuplicatePercent = int(number(u"nearDuplicate"_s));
    rules.closePercent = std::min(rules.closePercent, rules.nearDuplicatePercent);
    rules.minimumAcceptedPercent = int(number(u"minimumAccepted"_s));
    return order;
}

void DatanetFounding::examine()
{
    m_problems.clear();
    const sync::DatanetOrder order = this->order();
    const DatanetRules &rules = order.rules;
    const auto percent = [this](const QString &name, int value, int least) {
        if (value < least || value > 100)
            //: A number that is asked for
            m_problems[name] = tr("A number from %1 to 100").arg(least);
    };
    percent(u"nearDuplicate"_s, rules.nearDuplicatePercent, 1);
    percent(u"minimumAccepted"_s, rules.minimumAcceptedPercent, 0);
    if (rules.maximumRecords < 1 || rules.maximumRecords > DatanetRules::kMostRecords)
        m_problems[u"mostRecords"_s] = tr("A number from 1 to %1").arg(DatanetRules::kMostRecords);
    if (rules.rules.size() > kMostRules)
        m_problems[u"rules"_s] = tr("At most %1 lines").arg(kMostRules);
    if (!order.inbox.isEmpty()) {
        const QUrl url(order.inbox, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http"))
            m_problems[u"inbox"_s] = tr("An address that begins with https://");
    }
    if (!order.remote.isEmpty() && !sync::checkRemote(order.remote))
        m_problems[u"remote"_s] = tr("A folder's whole path, or an address that begins with https:// or ssh://");
    if (m_problems.isEmpty() && !order.name.isEmpty()) {
        // Whatever else the rules may not be, such as texts that are too long.
        if (const auto status = rules.validate(); !status)
            m_problems[u"purpose"_s] = ErrorSentences::sentence(status.error().what);
    }
    Q_EMIT changed();
}

QVariantList DatanetFounding::ready() const
{
    const auto filled = [this](const QString &name) { return !m_draft.value(name).toString().trimmed().isEmpty(); };
    const auto right = [this](const QStringList &names) {
        return std::none_of(names.begin(), names.end(),
                            [this](const QString &name) { return m_problems.contains(name); });
    };
    return {filled(u"name"_s) && right({u"name"_s, u"purpose"_s}),
            right({u"rules"_s, u"mostRecords"_s, u"nearDuplicate"_s, u"minimumAccepted"_s}),
            filled(u"inbox"_s) && filled(u"remote"_s) && right({u"inbox"_s, u"remote"_s})};
}

void DatanetFounding::price()
{
    m_cost.clear();
    Q_EMIT changed();
    Services &services = m_studio.services();
    auto task = services.run<base::Uint256>(
        services.networkLane(),
        [&services, order = order(),
         account = m_studio.account().address](base::TaskContext &context) -> Result<base::Uint256> {
            const auto network = services.network();
            return network ? sync::costOfFounding(**network, order, account, context) : fail(network.error());
        });
    m_pricing.start(task, [this](const base::Uint256 &wei) {
        m_cost = coinMap(wei);
        Q_EMIT changed();
    });
}

void DatanetFounding::found()
{
    if (m_founding.isRunning())
        return;
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Found a datanet"), [this] { foundNow(); });
}

void DatanetFounding::foundNow()
{
    struct Outcome
    {
        std::uint64_t id = 0;
        std::optional<versioning::Site> wanted; // nothing happened: this server wants a login first
    };
    Services &services = m_studio.services();
    auto task =
        signedTask<Outcome>(services, services.networkLane(), m_studio.account().address,
                            [order = order()](const auto &network, const auto &key, auto &context) -> Result<Outcome> {
                                const auto done = sync::foundDatanet(network, order, key, context);
                                if (done)
                                    return Outcome{done->id, std::nullopt};
                                if (const auto site = PlaceLogin::siteThatAsks(order.remote, done.error()))
                                    return Outcome{0, site};
                                return fail(done.error());
                            });
    m_founding.start(task, [this](const Outcome &outcome) {
        if (outcome.wanted) {
            m_login.ask(*outcome.wanted, [this] { foundNow(); });
            return;
        }
        m_login.worked();
        Q_EMIT founded(int(outcome.id));
    });
}

} // namespace datanet::app
