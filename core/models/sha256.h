#pragma once

#include "base/bytes.h"

#include <QCryptographicHash>

namespace datanet::models {

[[nodiscard]] inline base::Digest sha256(base::ByteView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return base::Digest::from(hash.result()).value_or(base::Digest{});
}

} // namespace datanet::models
