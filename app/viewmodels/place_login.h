#pragma once

#include "desktop/services.h"
#include "versioning/logins.h"
#include "viewmodels/operation.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <optional>

Q_MOC_INCLUDE("secrets/secret_field.h")

namespace datanet::app {

class SecretField;

// Asks for the name and the password (or token) of an https server that wants them, and keeps them in this computer's
// keychain once the server took them, if the person wants that. GUI thread.
class PlaceLogin : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to what calls a place")
    // Something waits for the answer.
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed FINAL)
    // "https://host"
    Q_PROPERTY(QString site READ site NOTIFY changed FINAL)
    // The name to begin with: the address says it, or it was typed before.
    Q_PROPERTY(QString user READ user NOTIFY changed FINAL)
    // The server took nothing of what was typed last.
    Q_PROPERTY(bool refused READ isRefused NOTIFY changed FINAL)

public:
    // Where work fails, so does what waits for it.
    PlaceLogin(Services &services, Operation &work, QObject *parent);

    // The server at this address, when a call failed because it wants a login and has none that it takes. Any thread.
    [[nodiscard]] static std::optional<versioning::Site> siteThatAsks(const QString &address, const base::Error &error);

    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] QString site() const { return m_site.text; }
    [[nodiscard]] const QString &user() const { return m_user; }
    [[nodiscard]] bool isRefused() const { return m_refused; }

    // `then` runs once something was typed; never if that is refused.
    void ask(const versioning::Site &site, std::function<void()> then);
    // The work with a place went well: what was typed for it is kept now, if that was wanted.
    void worked();

    // Empties the field.
    Q_INVOKABLE void give(const QString &user, datanet::app::SecretField *password, bool keep);
    // Nothing is sent.
    Q_INVOKABLE void refuse();

Q_SIGNALS:
    void changed();
    void told(const QString &text);

private:
    Services &m_services;
    bool m_asking = false;
    bool m_refused = false;
    versioning::Site m_site;
    QString m_user;
    std::function<void()> m_then;
    std::optional<versioning::Login> m_toKeep;
    Operation m_keeping{this};
};

} // namespace datanet::app
