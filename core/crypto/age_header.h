#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/age_keys.h"

#include <span>

class QIODevice;

// The part of an age file that says who can open it. For age.cpp; everybody else uses age.h.
namespace datanet::crypto {

// Text with one stanza per recipient and the authentication code at its end. Invalid for recipients that are no keys.
[[nodiscard]] base::Result<base::Bytes> ageHeader(const base::Secret &fileKey,
                                                  std::span<const AgeRecipient> recipients);

// Reads a header of hostile origin and leaves the device behind it; gives the file key. Corrupt when it is malformed,
// beyond its bounds or altered; Denied when none of the identities is among those it was encrypted to.
[[nodiscard]] base::Result<base::Secret> openAgeHeader(QIODevice &device, std::span<const AgeIdentity> identities);

} // namespace datanet::crypto
