#include "viewmodels/place_login.h"

#include "secrets/secret_field.h"

namespace datanet::app {

using versioning::Login;
using versioning::Logins;

PlaceLogin::PlaceLogin(Services &services, Operation &work, QObject *parent) : QObject(parent), m_services(services)
{
    connect(&work, &Operation::finished, this, [this](bool successful) {
        if (!successful)
            refuse();
    });
}

std::optional<versioning::Site> PlaceLogin::siteThatAsks(const QString &address, const base::Error &error)
{
    const auto site = error.kind == base::ErrorKind::Denied ? versioning::siteOf(address) : std::nullopt;
    return site && Logins::ofProgram().isWanted(*site) ? site : std::nullopt;
}

void PlaceLogin::ask(const versioning::Site &site, std::function<void()> then)
{
    m_refused = m_site.text == site.text && m_then != nullptr;
    if (m_site.text != site.text || m_user.isEmpty())
        m_user = site.user;
    m_site = site;
    m_toKeep.reset();
    m_then = std::move(then);
    m_asking = true;
    Q_EMIT changed();
}

void PlaceLogin::give(const QString &user, SecretField *password, bool keep)
{
    if (!m_asking)
        return;
    m_user = user;
    Login login{user, password->take()};
    m_toKeep = keep ? std::optional(login.clone()) : std::nullopt;
    Logins::ofProgram().use({m_site.text, user}, std::move(login));
    m_asking = false;
    Q_EMIT changed();
    m_then();
}

void PlaceLogin::refuse()
{
    m_asking = false;
    m_then = nullptr;
    m_toKeep.reset();
    Q_EMIT changed();
}

void PlaceLogin::worked()
{
    m_then = nullptr;
    const auto keeper = Logins::ofProgram().keeper();
    if (!m_toKeep || !keeper)
        return;
    auto login = std::make_shared<Login>(std::move(*m_toKeep));
    m_toKeep.reset();
    const auto task = m_services.run<QString>(
        m_services.networkLane(), [keeper, login, site = m_site](base::TaskContext &context) -> base::Result<QString> {
            const auto kept = keeper->keep(site, *login, context);
            if (kept)
                return QString();
            //: Told when the keychain took no password; %1 is the reason
            return tr("The password was used this once and is not kept: %1").arg(kept.error().what);
        });
    m_keeping.start(task, [this](const QString &problem) {
        if (!problem.isEmpty())
            Q_EMIT told(problem);
    });
}

} // namespace datanet::app
