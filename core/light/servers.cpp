#include "light/servers.h"

namespace datanet::light {

QString Peer::name() const
{
    return client.server().toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
}

void Peer::accuse(EvidenceLog &log, const QDateTime &now, const QString &what, const QString &detail)
{
    leftOut = true;
    log.add({now, name(), what, detail});
}

} // namespace datanet::light
