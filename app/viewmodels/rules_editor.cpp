#include "viewmodels/rules_editor.h"

#include "base/canonical_json.h"
#include "base/files.h"
#include "curation/rules_advice.h"
#include "curation/rules_difference.h"
#include "dataset/metadata.h"
#include "desktop/services.h"
#include "sync/datanets.h"
#include "sync/preimages.h"
#include "sync/rules_change.h"
#include "sync/terms_history.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/fact_text.h"
#include "viewmodels/rules_facts.h"
#include "viewmodels/signed_task.h"
#include "viewmodels/studio.h"

#include <QJSValue>
#include <QJsonArray>

#include <cmath>

namespace datanet::app {

using namespace Qt::StringLiterals;
using curation::DatanetRules;

namespace {

constexpr int kPause = 250; // milliseconds
constexpr std::int64_t kMostDraft = 2 << 20; // bytes; it may be larger than rules may be

// The value with one place in it replaced; undefined takes it away.
QJsonValue withValue(const QJsonValue &at, const QVariantList &path, qsizetype depth, const QJsonValue &value)
{
    if (depth == path.size())
        return value;
    if (path[depth].typeId() == QMetaType::QString) {
        const QString name = path[depth].toString();
        QJsonObject object = at.toObject();
        const QJsonValue inner = withValue(object.value(name), path, depth + 1, value);
        if (inner.isUndefined())
            object.remove(name);
        else
            object.insert(name, inner);
        return object;
    }
    const qsizetype index = path[depth].toInt();
    QJsonArray array = at.toArray();
    const QJsonValue inner = withValue(array.at(index), path, depth + 1, value);
    if (index < 0 || index > array.size() || (index == array.size() && inner.isUndefined()))
        return array;
    if (index == array.size())
        array.append(inner);
    else if (inner.isUndefined())
        array.removeAt(index);
    else
        array.replace(index, inner);
    return array;
}

QString sentenceOf(const base::Error &error)
{
    QString what = error.what;
    const QString prefix = u"the datanet's rules: "_s;
    while (what.startsWith(prefix))
        what = what.mid(prefix.size());
    return ErrorSentences::sentence(what);
}

base::Result<DatanetRules> read(const QJsonObject &document)
{
    return DatanetRules::fromJson(base::canonicalJson(document));
}

// Each part by itself in rules that are right, so that a fault is said where it is.
class Problems
{
public:
    explicit Problems(const QJsonObject &draft) : m_draft(draft) { }

    QVariantMap all()
    {
        part(u"title"_s, {{u"title"_s, m_draft.contains(u"title"_s) ? m_draft.value(u"title"_s) : QJsonValue(u""_s)}});
        for (const auto &member : {u"purpose"_s, u"rules"_s, u"licence"_s, u"licences"_s, u"languages"_s,
                                   u"phoneRegions"_s, u"instructions"_s})
            part(member, {{member, m_draft.value(member)}});
        const QJsonObject limits = m_draft.value(u"limits"_s).toObject();
        part(u"limits.records"_s, {{u"limits"_s, QJsonObject{{u"records"_s, limits.value(u"records"_s)}}}});
        QJsonObject percents = limits;
        percents.remove(u"records"_s);
        part(u"limits.percent"_s, {{u"limits"_s, percents}});
        part(u"review.minimumAcceptedPercent"_s, {{u"review"_s, m_draft.value(u"review"_s)}});
        schema();
        const QJsonObject checks = m_draft.value(u"checks"_s).toObject();
        for (auto it = checks.begin(); it != checks.end(); ++it)
            part(u"checks."_s + it.key(), {{u"checks"_s, QJsonObject{{it.key(), it.value()}}}});
        const QJsonObject examples = m_draft.value(u"examples"_s).toObject();
        for (const auto &kind : {u"good"_s, u"bad"_s}) {
            const QJsonArray list = examples.value(kind).toArray();
            for (qsizetype i = 0; i < list.size(); ++i)
                part(u"examples."_s + kind + u'.' + QString::number(i),
                     {{u"examples"_s, QJsonObject{{kind, QJsonArray{list[i]}}}}});
        }
        return m_found;
    }

private:
    void part(const QString &place, QJsonObject members)
    {
        members.insert(u"format"_s, 1);
        if (!members.contains(u"title"_s))
            members.insert(u"title"_s, u"T"_s);
        for (const QString &name : members.keys()) {
            if (members.value(name).isUndefined())
                members.remove(name);
        }
        if (const auto rules = read(members); !rules)
            m_found[place] = sentenceOf(rules.error());
    }

    void schema()
    {
        const QJsonObject whole = m_draft.value(u"schema"_s).toObject();
        const QJsonArray fields = whole.value(u"fields"_s).toArray();
        const auto before = m_found.size();
        for (qsizetype i = 0; i < fields.size(); ++i)
            part(u"schema.fields."_s + QString::number(i),
                 {{u"schema"_s, QJsonObject{{u"fields"_s, QJsonArray{fields[i]}}}}});
        if (m_found.size() == before && !whole.isEmpty())
            part(u"schema"_s, {{u"schema"_s, whole}});
    }

    const QJsonObject &m_draft;
    QVariantMap m_found;
};

struct Opened
{
    QString name;
    QString network;
    DatanetRules rules;
    base::Digest hash;
};

struct Looked
{
    QVariantMap cost;
    QStringList contradictions;
};

} // namespace

RulesEditor::RulesEditor(Studio &studio)
    : QObject(&studio),
      m_studio(studio),
      m_opening(new Operation(this)),
      m_pricing(new Operation(this)),
      m_publishing(new Operation(this))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &RulesEditor::settle);
}

RulesEditor::~RulesEditor()
{
    if (m_pause.isActive())
        settle();
}

void RulesEditor::settle()
{
    m_pause.stop();
    examine();
    keep();
}

QStringList RulesEditor::licences() const
{
    return dataset::knownLicences();
}

QStringList RulesEditor::fieldTypes() const
{
    using Type = dataset::FieldType;
    QStringList names;
    for (const Type type : {Type::String, Type::Number, Type::Integer, Type::Boolean, Type::Date, Type::Any})
        names += dataset::fieldTypeName(type);
    return names;
}

QString RulesEditor::draftPath() const
{
    return m_studio.services().home().path + u"/rules-drafts/%1-%2.json"_s.arg(m_network).arg(m_datanet);
}

void RulesEditor::open(int datanet)
{
    Services &services = m_studio.services();
    auto task = services.run<Opened>(
        services.networkLane(), [&services, datanet](base::TaskContext &context) -> base::Result<Opened> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return base::fail(snapshot.error());
            const auto facts = sync::readDatanet(**network, *snapshot, std::uint64_t(datanet), context);
            if (!facts)
                return base::fail(facts.error());
            auto rules = sync::rulesInForce(**network, *facts, context);
            if (!rules)
                return base::fail(rules.error());
            return Opened{facts->texts.hasValue() ? facts->texts.value().name : QString(),
                          QString::number((*network)->profile().chainId), std::move(*rules), facts->termsHash.value()};
        });
    m_opening->start(task, [this, datanet](const Opened &opened) {
        m_datanet = datanet;
        m_name = opened.name;
        m_network = opened.network;
        m_inForce = opened.rules;
        m_from = m_inForceHash = opened.hash;
        m_outdated = false;
        QJsonObject draft;
        if (const auto kept = base::files::read(draftPath(), kMostDraft)) {
            if (const auto document = base::parseObject(*kept, kMostDraft)) {
                draft = document->value(u"draft"_s).toObject();
                const auto from = base::Digest::fromHexText(document->value(u"from"_s).toString());
                m_from = from.value_or(m_inForceHash);
                m_outdated = !draft.isEmpty() && m_from != m_inForceHash;
            }
        }
        if (draft.isEmpty()) {
            if (const auto document = base::parseObject(m_inForce.toJson()))
                draft = *document;
        }
        take(draft);
    });
}

void RulesEditor::take(const QJsonObject &draft)
{
    m_draft = draft;
    m_contradictions.clear();
    m_cost.clear();
    examine();
}

void RulesEditor::close()
{
    if (m_pause.isActive())
        settle();
    m_datanet = 0;
    Q_EMIT changed();
}

void RulesEditor::discard()
{
    m_pause.stop();
    if (const auto removed = base::files::removeFile(draftPath()); !removed)
        m_pricing->fail(removed.error());
    m_from = m_inForceHash;
    m_outdated = false;
    if (const auto document = base::parseObject(m_inForce.toJson()))
        take(*document);
}

void RulesEditor::keep()
{
    if (m_datanet == 0)
        return;
    const QString path = draftPath();
    if (!m_differs) {
        (void)base::files::removeFile(path);
        return;
    }
    const QJsonObject document{{u"from"_s, m_from.hex()}, {u"draft"_s, m_draft}};
    auto status = base::files::makeFolder(path.section(u'/', 0, -2));
    if (status)
        status = base::files::writeAtomically(path, base::canonicalJson(document));
    if (!status)
        m_pricing->fail(status.error());
}

void RulesEditor::set(const QVariantList &path, const QVariant &value)
{
    // Objects of a page come as what the engine has for them.
    const QVariant plain =
        value.metaType() == QMetaType::fromType<QJSValue>() ? value.value<QJSValue>().toVariant() : value;
    const QJsonValue to = plain.isValid() ? QJsonValue::fromVariant(plain) : QJsonValue(QJsonValue::Undefined);
    const QJsonObject next = withValue(m_draft, path, 0, to).toObject();
    if (next == m_draft)
        return;
    m_draft = next;
    m_pause.start();
    Q_EMIT changed();
}

void RulesEditor::setNumber(const QVariantList &path, const QString &text)
{
    bool read = false;
    const double number = text.trimmed().toDouble(&read);
    if (text.trimmed().isEmpty())
        set(path, {});
    else
        set(path, read && std::isfinite(number) ? QVariant(number) : QVariant(text));
}

void RulesEditor::useCheck(const QString &id, const QString &use)
{
    QJsonObject choice = m_draft.value(u"checks"_s).toObject().value(id).toObject();
    choice.remove(u"excludes"_s); // what follows from the use
    choice.insert(u"use"_s, use);
    set({u"checks"_s, id}, choice.toVariantMap());
    settle();
}

void RulesEditor::setExampleValue(const QString &kind, int example, const QString &field, const QString &text)
{
    QVariant value = text;
    const QJsonArray fields = m_draft.value(u"schema"_s).toObject().value(u"fields"_s).toArray();
    for (const QJsonValue &each : fields) {
        if (each[u"name"_s].toString() != field)
            continue;
        const QString type = each[u"type"_s].toString();
        bool number = false;
        const double read = text.toDouble(&number);
        if ((type == u"integer" || type == u"number") && number)
            value = read;
        else if (type == u"boolean" && (text == u"true" || text == u"false"))
            value = text == u"true";
    }
    set({u"examples"_s, kind, example, u"record"_s, field}, text.isEmpty() ? QVariant() : value);
}

void RulesEditor::examine()
{
    m_problems = Problems(m_draft).all();
    m_rules.reset();
    if (auto rules = read(m_draft))
        m_rules = std::move(*rules);
    else if (m_problems.isEmpty())
        m_problems[QString()] = sentenceOf(rules.error());
    m_changes.clear();
    m_differs = true;
    if (m_rules) {
        const auto changes = curation::rulesDifference(m_inForce, *m_rules);
        m_differs = !changes.empty();
        m_changes = changeRows(changes);
        m_checks = checkRows(m_rules->checks);
    } else if (const auto used = curation::CheckSettings::fromJson(m_draft.value(u"checks"_s).toObject()))
        m_checks = checkRows(*used);
    Q_EMIT changed();
}

void RulesEditor::look()
{
    if (m_pause.isActive())
        settle();
    m_cost.clear();
    m_contradictions.clear();
    Q_EMIT changed();
    if (!m_rules)
        return;
    Services &services = m_studio.services();
    const sync::RulesChangeOrder order{std::uint64_t(m_datanet), m_inForceHash, *m_rules};
    const auto account = m_studio.account().address;
    auto task = services.run<Looked>(
        services.networkLane(), [&services, order, account](base::TaskContext &context) -> base::Result<Looked> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            const auto found = curation::contradictions(order.rules, context);
            if (!found)
                return base::fail(found.error());
            Looked looked;
            for (const auto &each : *found)
                looked.contradictions += ErrorSentences::sentence(each.member + u": " + each.what);
            const auto cost = sync::costOfChange(**network, order, account, context);
            if (!cost)
                return base::fail(cost.error());
            looked.cost = coinMap(*cost);
            return looked;
        });
    m_pricing->start(task, [this](const Looked &looked) {
        m_cost = looked.cost;
        m_contradictions = looked.contradictions;
        Q_EMIT changed();
    });
}

void RulesEditor::publish()
{
    if (!m_rules || m_datanet == 0 || !m_contradictions.isEmpty())
        return;
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Change the rules"), [this] {
        Services &services = m_studio.services();
        const sync::RulesChangeOrder order{std::uint64_t(m_datanet), m_inForceHash, *m_rules};
        auto task = signedTask<void>(services, services.networkLane(), m_studio.account().address,
                                     [order](const auto &network, const auto &key, auto &context) -> base::Status {
                                         const auto done = sync::changeRules(network, order, key, context);
                                         return done ? base::Status() : base::Status(base::fail(done.error()));
                                     });
        m_publishing->start(task, [this] {
            m_pause.stop();
            (void)base::files::removeFile(draftPath()); // it equals what is in force now
            m_datanet = 0;
            Q_EMIT changed();
            Q_EMIT published();
        });
    });
}

} // namespace datanet::app
