#include "sync/daily_ledger.h"

#include "base/canonical_json.h"
#include "base/files.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Status;
using base::Uint256;

namespace {

constexpr std::int64_t kMaxFile = 8 << 20;

} // namespace

base::Result<std::unique_ptr<DailyLedger>> DailyLedger::open(const QString &path, const base::Clock &clock)
{
    std::unique_ptr<DailyLedger> ledger(new DailyLedger(path, clock));
    const auto bytes = base::files::read(path, kMaxFile);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound) {
        ledger->turnPage();
        return ledger;
    }
    const auto object = bytes ? base::parseObject(*bytes, kMaxFile) : fail(bytes.error());
    if (!object)
        return fail(object.error().within(path));
    ledger->m_day = QDate::fromString(object->value("day"_L1).toString(), Qt::ISODate);
    const auto used = object->value("used"_L1).toObject();
    for (auto it = used.begin(); it != used.end(); ++it) {
        const auto amount = Uint256::fromDecimal(it.value().toString());
        if (!amount)
            return fail(ErrorKind::Corrupt, u"%1: \"%2\" is no amount"_s.arg(path, it.key()));
        ledger->m_used.insert(it.key(), *amount);
    }
    if (!ledger->m_day.isValid())
        return fail(ErrorKind::Corrupt, u"%1 names no day"_s.arg(path));
    ledger->turnPage();
    return ledger;
}

void DailyLedger::turnPage()
{
    const QDate today = m_clock->now().toUTC().date();
    // A clock that was set back opens no new day.
    if (m_day.isValid() && today <= m_day)
        return;
    m_day = today;
    m_used.clear();
}

Status DailyLedger::use(const std::vector<Use> &uses)
{
    const std::scoped_lock lock(m_mutex);
    turnPage();
    const auto before = m_used;
    for (const auto &one : uses) {
        const auto used = m_used.value(one.name);
        const auto after = used.plus(one.amount);
        if (!after || *after > one.limit) {
            m_used = before;
            return fail(ErrorKind::Denied,
                        u"today's limit is reached: %1, %2 of %3 used and %4 more asked for"_s.arg(
                            one.name, used.toDecimal(), one.limit.toDecimal(), one.amount.toDecimal()),
                        u"try again tomorrow (UTC)"_s);
        }
        m_used[one.name] = *after;
    }
    if (m_used.size() > kMaximumNames) {
        m_used = before;
        return fail(ErrorKind::Denied, u"too many different senders came today"_s, u"try again tomorrow (UTC)"_s);
    }
    const auto written = write();
    if (!written)
        m_used = before;
    return written;
}

Status DailyLedger::giveBack(const QString &name, const Uint256 &amount)
{
    const std::scoped_lock lock(m_mutex);
    const auto used = m_used.find(name);
    if (used == m_used.end())
        return {}; // another day
    *used = used->minus(amount).value_or(Uint256());
    return write();
}

Uint256 DailyLedger::usedToday(const QString &name) const
{
    const std::scoped_lock lock(m_mutex);
    return m_clock->now().toUTC().date() > m_day ? Uint256() : m_used.value(name);
}

Status DailyLedger::write() const
{
    QJsonObject used;
    for (auto it = m_used.begin(); it != m_used.end(); ++it)
        used.insert(it.key(), it->toDecimal());
    return base::files::writeAtomically(
        m_path, base::canonicalJson(QJsonObject{{u"day"_s, m_day.toString(Qt::ISODate)}, {u"used"_s, used}}));
}

} // namespace datanet::sync
