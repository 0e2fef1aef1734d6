#include "versioning/commit_text.h"

#include <QTimeZone>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

Result<QByteArray> personText(const Person &person, const QDateTime &time)
{
    for (const QString &text : {person.name, person.email}) {
        if (text.contains(u'<') || text.contains(u'>') || text.contains(u'\n') || text.contains(QChar(0)))
            return fail(ErrorKind::Invalid, u"a name must not contain < > or a line break: "_s + text);
    }
    const int minutes = time.offsetFromUtc() / 60;
    const QByteArray zone = (minutes < 0 ? "-" : "+") + QByteArray::number(qAbs(minutes) / 60).rightJustified(2, '0')
        + QByteArray::number(qAbs(minutes) % 60).rightJustified(2, '0');
    return person.name.trimmed().toUtf8() + " <" + person.email.trimmed().toUtf8() + "> "
        + QByteArray::number(time.toSecsSinceEpoch()) + ' ' + zone;
}

// "name <email> 1700000000 +0100"
bool parsePerson(const QByteArray &line, Person &person, QDateTime &time)
{
    const qsizetype open = line.indexOf('<');
    const qsizetype close = line.indexOf("> ", open);
    const qsizetype zoneAt = line.lastIndexOf(' ');
    if (open < 0 || close < 0 || zoneAt <= close + 1 || line.size() != zoneAt + 6)
        return false;
    person.name = QString::fromUtf8(line.left(open).trimmed());
    person.email = QString::fromUtf8(line.mid(open + 1, close - open - 1));
    bool goodTime = false;
    bool goodZone = false;
    const qint64 seconds = line.mid(close + 2, zoneAt - close - 2).toLongLong(&goodTime);
    const int zone = line.mid(zoneAt + 2, 4).toInt(&goodZone);
    const int offset = (zone / 100 * 60 + zone % 100) * 60;
    if (!goodTime || !goodZone || offset > 14 * 3600)
        return false;
    time = QDateTime::fromSecsSinceEpoch(seconds, Qt::OffsetFromUTC, line[zoneAt + 1] == '-' ? -offset : offset);
    return true;
}

} // namespace

Result<base::Bytes> commitText(const CommitFields &fields)
{
    const auto person = personText(fields.author, fields.time);
    if (!person)
        return fail(person.error());
    if (fields.message.contains(QChar(0)))
        return fail(ErrorKind::Invalid, u"a message must not contain a zero character"_s);
    base::Bytes bytes = "tree " + base::toPlainHex(fields.tree.view()) + '\n';
    for (const CommitId &parent : fields.parents)
        bytes += "parent " + base::toPlainHex(parent.view()) + '\n';
    bytes += "author " + *person + "\ncommitter " + *person + "\n\n" + fields.message.trimmed().toUtf8() + '\n';
    return bytes;
}

base::Bytes withSignature(base::ByteView commit, base::ByteView armoured)
{
    base::Bytes header = "\ngpgsig ";
    const base::Bytes signature = armoured.toByteArray().trimmed();
    for (const char byte : signature) {
        header += byte;
        if (byte == '\n')
            header += ' '; // continues the header on the next line
    }
    base::Bytes bytes = commit.toByteArray();
    return bytes.insert(bytes.indexOf("\n\n"), header);
}

Result<CommitFields> parseCommit(base::ByteView view)
{
    const base::Bytes bytes = view.toByteArray();
    const auto malformed = [] { return fail(ErrorKind::Corrupt, u"malformed header"_s); };
    CommitFields fields;
    bool hasTree = false;
    bool hasAuthor = false;
    qsizetype at = 0;
    for (;;) {
        const qsizetype end = bytes.indexOf('\n', at);
        if (end < 0)
            return malformed();
        const QByteArray line = bytes.mid(at, end - at);
        at = end + 1;
        if (line.isEmpty())
            break;
        if (line.startsWith("tree ") && !hasTree) {
            const auto id = idFromText(QString::fromLatin1(line.mid(5)));
            if (!id)
                return malformed();
            fields.tree = *id;
            hasTree = true;
        } else if (line.startsWith("parent ")) {
            const auto id = idFromText(QString::fromLatin1(line.mid(7)));
            if (!id)
                return malformed();
            fields.parents.push_back(*id);
        } else if (line.startsWith("author ") && !hasAuthor) {
            hasAuthor = parsePerson(line.mid(7), fields.author, fields.time);
            if (!hasAuthor)
                return malformed();
        } else if (line.startsWith("gpgsig ")) {
            fields.isSigned = true;
        }
    }
    if (!hasTree || !hasAuthor)
        return malformed();
    fields.message = QString::fromUtf8(bytes.mid(at)).trimmed();
    return fields;
}

} // namespace datanet::versioning
