#pragma once

#include "cli/command.h"

#include <QString>

namespace datanet::app::cli {

// `remote login` and `remote logout`.
void addLoginCommands(CLI::App &noun, Session &session);

// Whether, after `work` failed with this, a person typed a name and a password for the place, so that it is worth
// trying again; at a terminal only.
[[nodiscard]] bool askedForLogin(Session &session, const QString &address, const base::Error &error);
// After it worked: offers to keep what was typed, once.
void offerToKeep(Session &session, const QString &address);

// What goes to a place or comes from there. Where the server wants to know who it is and there is a terminal, asks and
// tries again.
template <class T>
[[nodiscard]] base::Result<T> withLogin(Session &session, const QString &address,
                                        const std::function<base::Result<T>()> &work)
{
    for (;;) {
        auto result = work();
        if (result) {
            offerToKeep(session, address);
            return result;
        }
        if (!askedForLogin(session, address, result.error()))
            return session.context().cancelled() ? base::Result<T>(base::cancelled()) : std::move(result);
    }
}

} // namespace datanet::app::cli
