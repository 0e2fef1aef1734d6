#include "chain/network_profile.h"

#include "base/files.h"

#include <QDir>
#include <QFile>

namespace datanet::chain {

using base::ErrorKind;
using base::fail;
using base::Result;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxProfileFile = 256 << 10;

// Shipped profiles may sit in Qt's resources, which only QFile reads.
Result<NetworkProfile> readProfile(const QString &path, const QString &id)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    auto profile = NetworkProfile::fromJson(file.read(kMaxProfileFile + 1));
    if (!profile)
        return fail(profile.error().within(path));
    if (profile->id != id)
        return fail(ErrorKind::Invalid, u"%1 holds the network \"%2\""_s.arg(path, profile->id),
                    u"rename the file, or correct its id"_s);
    return profile;
}

QStringList idsIn(const QString &folder)
{
    QStringList ids;
    for (const auto &name : QDir(folder).entryList({u"*.json"_s}, QDir::Files)) {
        if (const auto id = name.chopped(5); NetworkProfile::isId(id))
            ids.append(id);
    }
    return ids;
}

} // namespace

NetworkStore::NetworkStore(QString shipped, QString home)
    : m_shipped(std::move(shipped)), m_folder(home % u"/networks"_s)
{
}

Result<std::vector<NetworkProfile>> NetworkStore::list() const
{
    auto ids = idsIn(m_shipped) + idsIn(m_folder);
    ids.removeDuplicates();
    ids.sort();
    std::vector<NetworkProfile> profiles;
    for (const auto &id : ids) {
        auto profile = load(id);
        if (!profile)
            return fail(profile.error());
        profiles.push_back(std::move(*profile));
    }
    return profiles;
}

Result<NetworkProfile> NetworkStore::load(const QString &id) const
{
    if (NetworkProfile::isId(id)) {
        for (const auto &folder : {m_folder, m_shipped}) {
            const QString path = folder % u'/' % id % u".json"_s;
            if (QFile::exists(path))
                return readProfile(path, id);
        }
    }
    return fail(ErrorKind::NotFound, u"there is no network \"%1\""_s.arg(id), u"see: datanet network list"_s);
}

base::Status NetworkStore::save(const NetworkProfile &profile) const
{
    // What is written must be readable again.
    const auto json = profile.toJson();
    if (const auto again = NetworkProfile::fromJson(json); !again)
        return fail(again.error());
    if (const auto ok = base::files::makeFolder(m_folder); !ok)
        return ok;
    return base::files::writeAtomically(m_folder % u'/' % profile.id % u".json"_s, json);
}

base::Status NetworkStore::remove(const QString &id) const
{
    if (!NetworkProfile::isId(id))
        return fail(ErrorKind::NotFound, u"there is no network \"%1\""_s.arg(id));
    return base::files::removeFile(m_folder % u'/' % id % u".json"_s);
}

QString NetworkStore::current() const
{
    const auto chosen = base::files::read(m_folder % u"/current"_s, 100);
    const auto id = chosen ? QString::fromUtf8(*chosen).trimmed() : QString();
    return NetworkProfile::isId(id) ? id : u"practice"_s;
}

base::Status NetworkStore::use(const QString &id) const
{
    if (const auto known = load(id); !known)
        return fail(known.error());
    if (const auto ok = base::files::makeFolder(m_folder); !ok)
        return ok;
    return base::files::writeAtomically(m_folder % u"/current"_s, id.toUtf8());
}

} // namespace datanet::chain
