#include "dataset/file_kind.h"

#include "dataset/zip_package.h"

#include <QFileInfo>

#include <algorithm>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

struct Ending
{
    QLatin1String suffix;
    FileFormat format;
};

// The first of each format is its name.
constexpr Ending kEndings[] = {
    {QLatin1String("csv"), FileFormat::Csv},           {QLatin1String("tsv"), FileFormat::Csv},
    {QLatin1String("tab"), FileFormat::Csv},           {QLatin1String("json"), FileFormat::Json},
    {QLatin1String("jsonl"), FileFormat::JsonLines},   {QLatin1String("ndjson"), FileFormat::JsonLines},
    {QLatin1String("markdown"), FileFormat::Markdown}, {QLatin1String("md"), FileFormat::Markdown},
    {QLatin1String("text"), FileFormat::Text},         {QLatin1String("txt"), FileFormat::Text},
    {QLatin1String("xlsx"), FileFormat::Xlsx},         {QLatin1String("xlsm"), FileFormat::Xlsx},
    {QLatin1String("xltx"), FileFormat::Xlsx},         {QLatin1String("ods"), FileFormat::Ods},
    {QLatin1String("ots"), FileFormat::Ods},           {QLatin1String("docx"), FileFormat::Docx},
    {QLatin1String("docm"), FileFormat::Docx},         {QLatin1String("pdf"), FileFormat::Pdf},
    {QLatin1String("image"), FileFormat::Image},       {QLatin1String("jpg"), FileFormat::Image},
    {QLatin1String("jpeg"), FileFormat::Image},        {QLatin1String("png"), FileFormat::Image},
    {QLatin1String("webp"), FileFormat::Image},        {QLatin1String("tif"), FileFormat::Image},
    {QLatin1String("tiff"), FileFormat::Image},        {QLatin1String("audio"), FileFormat::Audio},
    {QLatin1String("wav"), FileFormat::Audio},         {QLatin1String("aif"), FileFormat::Audio},
    {QLatin1String("aiff"), FileFormat::Audio},        {QLatin1String("flac"), FileFormat::Audio},
    {QLatin1String("ogg"), FileFormat::Audio},         {QLatin1String("oga"), FileFormat::Audio},
    {QLatin1String("opus"), FileFormat::Audio},        {QLatin1String("mp3"), FileFormat::Audio},
    {QLatin1String("au"), FileFormat::Audio},          {QLatin1String("caf"), FileFormat::Audio},
    {QLatin1String("archive"), FileFormat::Archive},   {QLatin1String("zip"), FileFormat::Archive},
    {QLatin1String("tar"), FileFormat::Archive},       {QLatin1String("tgz"), FileFormat::Archive},
    {QLatin1String("folder"), FileFormat::Folder},
};

std::optional<FileFormat> formatOfEnding(const QString &suffix)
{
    for (const auto &[known, format] : kEndings)
        if (suffix == known)
            return format;
    return std::nullopt;
}

bool isTextFormat(FileFormat format)
{
    return format <= FileFormat::Text;
}

// What the first bytes say, for formats that begin with the same bytes always. zip: to be looked into.
std::optional<FileFormat> formatOfMagic(std::string_view bytes)
{
    const auto at = [&](std::size_t offset, std::string_view magic) {
        return bytes.size() >= offset && bytes.substr(offset).starts_with(magic);
    };
    if (at(0, "PK\x03\x04") || at(0, "PK\x05\x06") || at(257, std::string_view("ustar\0", 6)) || at(257, "ustar  "))
        return FileFormat::Archive;
    if (at(0, "%PDF-"))
        return FileFormat::Pdf;
    if (at(0, "\xFF\xD8\xFF") || at(0, "\x89PNG\r\n\x1A\n") || (at(0, "RIFF") && at(8, "WEBP"))
        || at(0, std::string_view("II*\0", 4)) || at(0, std::string_view("MM\0*", 4)))
        return FileFormat::Image;
    if ((at(0, "RIFF") && at(8, "WAVE")) || at(0, "RF64") || (at(0, "FORM") && at(8, "AIF")) || at(0, "fLaC")
        || at(0, "OggS") || (at(0, "ID3") && bytes.size() > 4 && bytes[3] < 0x10) || at(0, "\xFF\xFB")
        || at(0, "\xFF\xF3") || at(0, "caff") || at(0, ".snd"))
        return FileFormat::Audio;
    return std::nullopt;
}

} // namespace

QString endingOf(const QString &path)
{
    QString name = QFileInfo(path).fileName().toLower();
    for (const QString &packed : {u".gz"_s, u".zst"_s, u".zstd"_s})
        if (name.endsWith(packed))
            name.chop(packed.size());
    return QFileInfo(name).suffix();
}

QString fileFormatName(FileFormat format)
{
    if (format == FileFormat::Text || format == FileFormat::Markdown)
        return format == FileFormat::Text ? u"text"_s : u"markdown"_s;
    for (const auto &[name, known] : kEndings)
        if (known == format)
            return name;
    return {};
}

std::optional<FileFormat> fileFormatFromName(QStringView name)
{
    return formatOfEnding(name.toString().toLower());
}

std::optional<FileFormat> formatOfName(const QString &name)
{
    return formatOfEnding(endingOf(name));
}

QString readableFormats()
{
    return u"CSV, TSV, JSON, JSON Lines, XLSX, ODS, Markdown, text, PDF, DOCX, pictures (JPEG, PNG, WebP, TIFF), sound "
           u"(WAV, FLAC, Ogg, MP3, AIFF), or a folder, zip or tar of these"_s;
}

base::Result<FileFormat> formatOfZip(const InputFile &file)
{
    const auto package = ZipPackage::open(file.path, file.name);
    if (!package)
        return base::fail(package.error());
    if (package->find(u"xl/workbook.xml"))
        return FileFormat::Xlsx;
    if (package->find(u"word/document.xml"))
        return FileFormat::Docx;
    QByteArray type;
    if (const ZipPart *part = package->find(u"mimetype"))
        if (auto bytes = package->read(*part))
            type = (*bytes)->read(200);
    if (type.startsWith("application/vnd.oasis.opendocument.spreadsheet"))
        return FileFormat::Ods;
    const bool other = !type.isEmpty() || package->find(u"[Content_Types].xml");
    if (other)
        return base::fail(ErrorKind::Invalid, u"“"_s + file.name + u"” is of an office format that can't be read"_s,
                          u"save it in its program as XLSX, ODS, DOCX or PDF, then import that"_s);
    return FileFormat::Archive;
}

base::Status refuseUnreadable(const FileSample &sample, std::string_view text, const QString &name)
{
    struct Kind
    {
        std::string_view magic;
        QString what;
        QString hint;
    };
    const Kind kinds[] = {
        {"PAR1", u"a Parquet file"_s,
         // Not with its own name: it would stand in a command that somebody copies.
         u"make one of it that can be read: duckdb -c \"COPY (FROM 'x.parquet') TO 'x.jsonl' (FORMAT json)\", or "
         u"python3 -c \"import pandas; pandas.read_parquet('x.parquet').to_json('x.jsonl', orient='records', "
         u"lines=True, date_format='iso')\""_s},
        {"SQLite format 3", u"a database"_s, u"export its table as CSV, then import that"_s},
        {"GIF8", u"a GIF"_s, u"save it as PNG, then import that"_s},
        {"BM", u"a Windows bitmap"_s, u"save it as PNG, then import that"_s},
        {"7z\xBC\xAF", u"a 7-Zip archive"_s, u"unpack it and import the folder"_s},
        {"Rar!", u"a RAR archive"_s, u"unpack it and import the folder"_s},
        {"{\\rtf", u"a rich text file (RTF)"_s, u"save it as DOCX or plain text, then import that"_s},
    };
    if (sample.bytes.starts_with("\xD0\xCF\x11\xE0")) {
        static const auto marker = u"EncryptedPackage"_s;
        const std::string_view encrypted(reinterpret_cast<const char *>(marker.utf16()),
                                         static_cast<std::size_t>(marker.size()) * 2);
        if (sample.bytes.find(encrypted) != std::string::npos)
            return base::fail(ErrorKind::Denied, u"“"_s + name + u"” is protected by a password"_s,
                              u"save it without a password, then import that"_s);
        return base::fail(ErrorKind::Invalid, u"“"_s + name + u"” is an old Excel or Word file, which can't be read"_s,
                          u"open it in its program and save it as XLSX or DOCX, then import that"_s);
    }

    const std::string_view start = text.substr(0, 64 << 10);
    const auto odd = std::count_if(start.begin(), start.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    });
    const bool binary = odd > 3 && odd * 50 > static_cast<std::ptrdiff_t>(start.size());
    for (const Kind &kind : kinds)
        if (sample.bytes.starts_with(kind.magic) && (binary || kind.magic.size() > 3))
            return base::fail(ErrorKind::Invalid, u"“"_s + name + u"” is "_s + kind.what + u", which can't be read"_s,
                              kind.hint);
    if (binary)
        return base::fail(ErrorKind::Invalid, u"“"_s + name + u"” is of no kind that can be read"_s,
                          u"import "_s + readableFormats());
    return {};
}

// Which of the formats that are no text the file has; Text where it has none of them.
base::Result<FileFormat> plainFormat(const InputFile &file, const FileSample &sample, std::optional<FileFormat> told,
                                     std::optional<FileFormat> named)
{
    const auto plain = [](std::optional<FileFormat> format) {
        return format && !isTextFormat(*format) && *format != FileFormat::Folder ? *format : FileFormat::Text;
    };
    FileFormat format = plain(formatOfMagic(sample.bytes));
    const bool zip = sample.bytes.starts_with("PK");
    if (format == FileFormat::Archive && zip && sample.compression.isEmpty()) {
        const auto inside = formatOfZip(file);
        // Without its table of contents, as when it is cut off, an archive can still be read from its beginning.
        const bool streamed =
            !inside && inside.error().kind == ErrorKind::Corrupt && (!named || *named == FileFormat::Archive);
        if (!inside && !streamed)
            return base::fail(inside.error());
        format = streamed ? FileFormat::Archive : *inside;
    }
    const FileFormat expected = plain(told) != FileFormat::Text ? *told : plain(named);
    if (format == FileFormat::Text && expected == FileFormat::Text)
        return format;
    if (!sample.compression.isEmpty() && (format != FileFormat::Archive || zip))
        return base::fail(ErrorKind::Invalid,
                          u"“"_s + file.name + u"” is a packed file of a kind that is not unpacked"_s,
                          u"unpack it first, then import what comes out"_s);
    if (format == FileFormat::Text || (plain(told) != FileFormat::Text && format != expected)) {
        if (auto status = refuseUnreadable(sample, {}, file.name); !status)
            return base::fail(status.error());
        return base::fail(ErrorKind::Invalid,
                          u"“"_s + file.name + u"” is no "_s + fileFormatName(expected)
                              + u" file, whatever it is called: it begins with other bytes"_s,
                          u"open it in its program and save it again"_s);
    }
    return format;
}

} // namespace datanet::dataset
