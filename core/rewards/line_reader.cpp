#include "rewards/line_reader.h"

#include "base/compression.h"

#include <QFile>

namespace datanet::rewards::detail {

using namespace Qt::StringLiterals;

base::Status readLines(const QString &path,
                       const std::function<base::Status(base::ByteView line, std::uint64_t number)> &sink)
{
    QFile file(path);
    if (!file.exists())
        return base::fail(base::ErrorKind::NotFound, path + u" is not there"_s);
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::Io, u"cannot read "_s + path + u": "_s + file.errorString());
    base::Bytes rest;
    std::uint64_t number = 0;
    const auto takePiece = [&](base::ByteView piece) -> base::Status {
        while (!piece.isEmpty()) {
            const qsizetype end = piece.indexOf('\n');
            const base::ByteView part = end < 0 ? piece : piece.first(end);
            if (rest.size() + part.size() > kMaximumFileLine) {
                return base::fail(base::ErrorKind::Corrupt,
                                  path + u" line "_s + QString::number(number + 1) + u": too long"_s);
            }
            if (end < 0) {
                rest.append(part);
                return {};
            }
            ++number;
            base::Status taken;
            if (rest.isEmpty()) {
                taken = sink(part, number);
            } else {
                rest.append(part);
                taken = sink(rest, number);
                rest.clear();
            }
            if (!taken)
                return taken;
            piece = piece.sliced(end + 1);
        }
        return {};
    };
    base::StreamInflater inflater;
    base::Bytes piece(1 << 17, Qt::Uninitialized);
    for (;;) {
        const qint64 got = file.read(piece.data(), piece.size());
        if (got < 0)
            return base::fail(base::ErrorKind::Io, u"cannot read "_s + path + u": "_s + file.errorString());
        const auto fed =
            got == 0 ? inflater.finish(takePiece) : inflater.feed(base::ByteView(piece).first(got), takePiece);
        if (!fed)
            return base::fail(fed.error().what.startsWith(path) ? fed.error() : fed.error().within(path));
        if (got == 0)
            break;
    }
    if (!rest.isEmpty())
        return base::fail(base::ErrorKind::Corrupt, path + u": the last line does not end"_s);
    return {};
}

} // namespace datanet::rewards::detail
