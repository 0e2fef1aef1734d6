#pragma once

#include <QString>

namespace datanet::base {

// The few ways in which work ends without a result. The edge of each library translates its own codes into one of
// these once; app/format turns kind and detail into the sentence a person reads.
enum class ErrorKind {
    NotFound, // what was asked for is not there
    Invalid, // the input breaks a rule; it was refused and nothing changed
    Conflict, // somebody else changed it, or holds it, at the same time
    Corrupt, // stored data is not what it must be
    Denied, // a passphrase, permission, contract or policy says no
    Network, // a server could not be reached or did not answer properly
    Io, // the file system failed: missing folder, no space, read error
    Unproven, // the value exists but not at the level of proof asked for
    Cancelled, // the person or the program stopped it
};

struct Error
{
    ErrorKind kind = ErrorKind::Invalid;
    QString what; // English: what failed and why, with place and bound; never a secret
    QString hint; // English: what to do about it; may be empty

    bool operator==(const Error &) const = default;

    // The same failure, said from one level further out: "importing a.csv: line 3: ...".
    [[nodiscard]] Error within(const QString &context) const { return {kind, context + u": " + what, hint}; }
};

} // namespace datanet::base
