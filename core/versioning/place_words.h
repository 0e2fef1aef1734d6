#pragma once

#include "base/error.h"

#include <QString>

#include <chrono>

// What git, ssh and a server say when something fails, as a person can use it: what failed, what is safe, what to do.
// Pure. Git speaks its untranslated words (LC_ALL=C.UTF-8).
namespace datanet::versioning {

struct PlaceProblem
{
    base::Error error;
    bool wantsLogin = false; // an https server wants a name and a password, or refused those it got
};

// command: fetch, push, ls-remote. Kinds: Denied (login, keys, certificate, rights, no room over there), Conflict
// (versions there that are not here, or somebody else sent at the same time), NotFound (no repository there), Io (no
// room here), Network for the rest.
[[nodiscard]] PlaceProblem placeProblem(const QString &address, const QString &command, const QString &said);

[[nodiscard]] base::Error silentPlace(const QString &address, std::chrono::seconds patience);

// The part of an address that names the other computer, without a user: "host", "host:22"; the address itself for a
// path.
[[nodiscard]] QString hostOf(const QString &address);

} // namespace datanet::versioning
