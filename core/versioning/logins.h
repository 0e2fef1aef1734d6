#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "base/task.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <memory>
#include <mutex>
#include <optional>

// Names and passwords (or tokens) for https servers. They live in locked memory while the program runs, and in the
// computer's keychain when a person wants that; never in a file, an argument or an environment variable of ours.
namespace datanet::versioning {

struct Login
{
    QString user;
    base::Secret password;

    [[nodiscard]] Login clone() const { return {user, password.clone()}; }
};

// What a login is for: "https://host" or "https://host:port".
struct Site
{
    QString text;
    QString user; // that the address names; may be empty
};

// Nothing unless the address is an https one: over anything else a password would be readable on the way.
[[nodiscard]] std::optional<Site> siteOf(const QString &address);

// Where logins are kept between runs. Worker threads; may take as long as a person needs to unlock it, and looks at
// task.cancelled() meanwhile. Errors: NotFound when no keychain runs here, Denied when it stays locked.
class LoginKeeper
{
public:
    virtual ~LoginKeeper() = default;
    // The one for this user; for an empty user the newest there is.
    [[nodiscard]] virtual base::Result<std::optional<Login>> find(const Site &site, base::TaskContext &task) = 0;
    virtual base::Status keep(const Site &site, const Login &login, base::TaskContext &task) = 0;
    // Whether there was one.
    [[nodiscard]] virtual base::Result<bool> forget(const Site &site, base::TaskContext &task) = 0;
};

// The logins of this run of the program. Thread-safe.
class Logins
{
public:
    // There is one for the whole program, as every call of git may need it.
    [[nodiscard]] static Logins &ofProgram();

    // Set once at the start; without one, logins last as long as the program.
    void setKeeper(std::shared_ptr<LoginKeeper> keeper);
    // May be null.
    [[nodiscard]] std::shared_ptr<LoginKeeper> keeper() const;

    // From now on this one is given to the site, until it is refused.
    void use(const Site &site, Login login);
    // That one, else what the keeper has. A keeper that can't say has none.
    [[nodiscard]] std::optional<Login> find(const Site &site, base::TaskContext &task) const;
    // Out of memory and keeper; whether there was one.
    [[nodiscard]] base::Result<bool> forget(const Site &site, base::TaskContext &task);

    // What became of the last call to the site. Refused logins leave the memory; the keeper's stay, because a server
    // that is wrong today must not cost a password.
    void accepted(const Site &site);
    void refused(const Site &site);
    // Whether a person should be asked: the site wanted a login and took none that was there.
    [[nodiscard]] bool isWanted(const Site &site) const;

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<LoginKeeper> m_keeper;
    QHash<QString, std::shared_ptr<const Login>> m_used;
    QSet<QString> m_wanted;
};

} // namespace datanet::versioning
