#include "versioning/logins.h"

#include <QUrl>

namespace datanet::versioning {

using namespace Qt::StringLiterals;

std::optional<Site> siteOf(const QString &address)
{
    const QUrl url(address);
    if (url.scheme() != u"https"_s || url.host().isEmpty())
        return std::nullopt;
    const QString host = url.host().contains(u':') ? u'[' + url.host() + u']' : url.host();
    QString text = u"https://"_s + host;
    if (url.port() >= 0 && url.port() != 443)
        text += u':' + QString::number(url.port());
    return Site{text, url.userName()};
}

Logins &Logins::ofProgram()
{
    static Logins logins;
    return logins;
}

void Logins::setKeeper(std::shared_ptr<LoginKeeper> keeper)
{
    const std::scoped_lock lock(m_mutex);
    m_keeper = std::move(keeper);
}

std::shared_ptr<LoginKeeper> Logins::keeper() const
{
    const std::scoped_lock lock(m_mutex);
    return m_keeper;
}

void Logins::use(const Site &site, Login login)
{
    const std::scoped_lock lock(m_mutex);
    m_used.insert(site.text, std::make_shared<const Login>(std::move(login)));
    m_wanted.remove(site.text);
}

std::optional<Login> Logins::find(const Site &site, base::TaskContext &task) const
{
    {
        const std::scoped_lock lock(m_mutex);
        const auto used = m_used.value(site.text);
        if (used && (site.user.isEmpty() || site.user == used->user))
            return used->clone();
    }
    const auto asked = keeper();
    if (!asked)
        return std::nullopt;
    auto found = asked->find(site, task);
    return found ? std::move(*found) : std::nullopt;
}

base::Result<bool> Logins::forget(const Site &site, base::TaskContext &task)
{
    bool wasUsed = false;
    {
        const std::scoped_lock lock(m_mutex);
        wasUsed = m_used.remove(site.text) > 0;
    }
    const auto asked = keeper();
    if (!asked)
        return wasUsed;
    const auto forgotten = asked->forget(site, task);
    return forgotten ? base::Result<bool>(*forgotten || wasUsed) : forgotten;
}

void Logins::accepted(const Site &site)
{
    const std::scoped_lock lock(m_mutex);
    m_wanted.remove(site.text);
}

void Logins::refused(const Site &site)
{
    const std::scoped_lock lock(m_mutex);
    m_used.remove(site.text);
    m_wanted.insert(site.text);
}

bool Logins::isWanted(const Site &site) const
{
    const std::scoped_lock lock(m_mutex);
    return m_wanted.contains(site.text);
}

} // namespace datanet::versioning
