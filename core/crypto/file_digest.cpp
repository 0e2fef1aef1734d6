#include "crypto/file_digest.h"

#include "crypto/digest.h"

#include <QFile>

namespace datanet::crypto {

using namespace Qt::StringLiterals;

base::Result<base::Digest> sha256OfFile(const QString &path, base::TaskContext &context)
{
    QFile file(path);
    if (!file.exists())
        return base::fail(base::ErrorKind::NotFound, u"%1 is not there"_s.arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    crypto::Sha256 digest;
    base::Bytes piece(1 << 20, Qt::Uninitialized);
    while (true) {
        if (context.cancelled())
            return base::cancelled();
        const auto count = file.read(piece.data(), piece.size());
        if (count < 0)
            return base::fail(base::ErrorKind::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
        if (count == 0)
            return digest.finish();
        digest.update(base::ByteView(piece).first(count));
    }
}

} // namespace datanet::crypto
