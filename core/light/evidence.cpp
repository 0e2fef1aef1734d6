#include "light/evidence.h"

#include "base/canonical_json.h"
#include "base/files.h"

namespace datanet::light {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxFile = 1 << 20;
constexpr qsizetype kMaxText = 1000;

QJsonObject toJson(const Evidence &evidence)
{
    return {{u"time"_s, evidence.time.toUTC().toString(Qt::ISODateWithMs)},
            {u"server"_s, evidence.server},
            {u"what"_s, evidence.what},
            {u"detail"_s, evidence.detail}};
}

} // namespace

EvidenceLog::EvidenceLog(QString file) : m_file(std::move(file))
{
    if (m_file.isEmpty())
        return;
    const auto bytes = base::files::read(m_file, kMaxFile);
    if (!bytes)
        return;
    for (const auto &line : bytes->split('\n')) {
        const auto json = base::parseObject(line, kMaxFile);
        if (!json)
            continue;
        m_all.push_back({QDateTime::fromString(json->value("time"_L1).toString(), Qt::ISODateWithMs),
                         json->value("server"_L1).toString(), json->value("what"_L1).toString(),
                         json->value("detail"_L1).toString()});
    }
    if (m_all.size() > kMost)
        m_all.erase(m_all.begin(), m_all.end() - kMost);
}

void EvidenceLog::add(Evidence evidence)
{
    evidence.what.truncate(kMaxText);
    evidence.detail.truncate(kMaxText);
    evidence.server.truncate(kMaxText);
    const std::lock_guard lock(m_mutex);
    // A server that repeats itself would push everything else out.
    for (const auto &known : m_all) {
        if (known.server == evidence.server && known.what == evidence.what && known.detail == evidence.detail)
            return;
    }
    m_all.push_back(std::move(evidence));
    if (m_all.size() > kMost)
        m_all.erase(m_all.begin());
    if (m_file.isEmpty())
        return;
    base::Bytes lines;
    for (const auto &item : m_all)
        lines += base::canonicalJson(toJson(item)) + '\n';
    if (const auto saved = base::files::writeAtomically(m_file, lines); !saved)
        m_saveError = saved.error();
}

std::vector<Evidence> EvidenceLog::all() const
{
    const std::lock_guard lock(m_mutex);
    return m_all;
}

std::optional<base::Error> EvidenceLog::saveError() const
{
    const std::lock_guard lock(m_mutex);
    return m_saveError;
}

} // namespace datanet::light
