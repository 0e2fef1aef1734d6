#include "sync/home.h"

namespace datanet::sync {

using namespace Qt::StringLiterals;

QString Home::outbox() const
{
    return path + u"/outbox.db"_s;
}

QString Home::sealed() const
{
    return path + u"/sealed"_s;
}

QString Home::evidence() const
{
    return path + u"/evidence.jsonl"_s;
}

QString Home::practice() const
{
    return path + u"/practice"_s;
}

QString Home::contributionIndex(std::uint64_t chainId, const base::Digest &genesis,
                                const base::Address &contributions) const
{
    return path + u"/index/%1-%2-%3.db"_s.arg(chainId).arg(genesis.hex().mid(2, 16), contributions.hex().mid(2));
}

QString Home::mirror(std::uint64_t chainId, const base::Address &datanets, std::uint64_t datanet) const
{
    return path + u"/mirrors/%1-%2-%3.git"_s.arg(chainId).arg(datanets.hex().mid(2)).arg(datanet);
}

QString Home::review(std::uint64_t chainId, const base::Address &contributions, std::uint64_t id) const
{
    return path + u"/reviews/%1-%2-%3"_s.arg(chainId).arg(contributions.hex().mid(2)).arg(id);
}

} // namespace datanet::sync
