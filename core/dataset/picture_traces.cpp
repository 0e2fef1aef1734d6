#include "dataset/picture_traces.h"

#include "base/checksum.h"
#include "dataset/exif_block.h"
#include "dataset/picture_luma.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

enum class FactKind { Exif, Xmp };

// A stretch of a file that says something about the picture.
struct FactBlock
{
    FactKind kind = FactKind::Exif;
    std::size_t begin = 0;
    std::size_t size = 0;
    std::size_t chunk = 0; // of PNG: where its chunk begins, whose check sum is over it; else 0
};

constexpr std::size_t kMostBlocks = 1000;
constexpr std::string_view kExifMark("Exif\0\0", 6);
constexpr std::string_view kXmpMark("http://ns.adobe.com/xap/1.0/\0", 29);

std::uint32_t bigEndian(std::string_view bytes, std::size_t at, int count)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + std::size_t(i)]);
    return value;
}

std::uint32_t littleEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + std::size_t(i)]);
    return value;
}

void addMarked(std::vector<FactBlock> &blocks, std::string_view file, std::size_t begin, std::size_t size)
{
    const std::string_view content = file.substr(begin, size);
    if (content.starts_with(kExifMark))
        blocks.push_back({FactKind::Exif, begin + kExifMark.size(), size - kExifMark.size()});
    else if (content.starts_with(kXmpMark))
        blocks.push_back({FactKind::Xmp, begin + kXmpMark.size(), size - kXmpMark.size()});
}

// A telephone may append further pictures, each with its own EXIF.
std::vector<FactBlock> jpegBlocks(std::string_view file)
{
    std::vector<FactBlock> blocks;
    std::size_t at = 0;
    while (at + 4 <= file.size() && blocks.size() < kMostBlocks) {
        if (file[at] != '\xFF') {
            at = std::min(file.find('\xFF', at), file.size()); // coded pixels, or what lies between two pictures
            continue;
        }
        const auto marker = static_cast<unsigned char>(file[at + 1]);
        const bool alone = marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD9);
        if (marker == 0xFF || alone) {
            at += marker == 0xFF ? 1 : 2;
            continue;
        }
        const std::size_t length = bigEndian(file, at + 2, 2);
        if (length < 2 || length > file.size() - at - 2) {
            at += 2;
            continue;
        }
        if (marker == 0xE1)
            addMarked(blocks, file, at + 4, length - 2);
        at += 2 + length;
    }
    return blocks;
}

std::vector<FactBlock> pngBlocks(std::string_view file)
{
    constexpr std::string_view kKey("XML:com.adobe.xmp\0", 18);
    std::vector<FactBlock> blocks;
    std::size_t at = 8;
    while (at + 12 <= file.size() && blocks.size() < kMostBlocks) {
        const std::size_t size = bigEndian(file, at, 4);
        if (size > file.size() - at - 12)
            break;
        const std::string_view name = file.substr(at + 4, 4);
        const std::string_view content = file.substr(at + 8, size);
        if (name == "eXIf")
            blocks.push_back({FactKind::Exif, at + 8, size, at});
        else if (name == "iTXt" && content.starts_with(kKey) && size > kKey.size() && content[kKey.size()] == 0)
            blocks.push_back({FactKind::Xmp, at + 8 + kKey.size(), size - kKey.size(), at});
        at += 12 + size;
    }
    return blocks;
}

std::vector<FactBlock> webpBlocks(std::string_view file)
{
    std::vector<FactBlock> blocks;
    std::size_t at = 12;
    while (at + 8 <= file.size() && blocks.size() < kMostBlocks) {
        const std::size_t size = littleEndian(file, at + 4);
        if (size > file.size() - at - 8)
            break;
        const std::string_view name = file.substr(at, 4);
        const bool marked = file.substr(at + 8, size).starts_with(kExifMark);
        if (name == "EXIF")
            blocks.push_back(
                {FactKind::Exif, at + 8 + (marked ? kExifMark.size() : 0), size - (marked ? kExifMark.size() : 0)});
        else if (name == "XMP ")
            blocks.push_back({FactKind::Xmp, at + 8, size});
        at += 8 + size + size % 2;
    }
    return blocks;
}

std::vector<FactBlock> tiffBlocks(std::string_view file)
{
    std::vector<FactBlock> blocks{{FactKind::Exif, 0, file.size()}};
    if (const auto xmp = ExifBlock::xmpIn(file))
        blocks.push_back({FactKind::Xmp, xmp->first, xmp->second});
    return blocks;
}

std::vector<FactBlock> blocksIn(std::string_view file)
{
    if (file.starts_with("\xFF\xD8\xFF"))
        return jpegBlocks(file);
    if (file.starts_with("\x89PNG"))
        return pngBlocks(file);
    if (file.starts_with("RIFF"))
        return webpBlocks(file);
    if (file.starts_with("II*") || file.starts_with("MM"))
        return tiffBlocks(file);
    return {};
}

// Properties of XMP, whatever prefix they are written with.
constexpr std::array<std::string_view, 6> kPlaceNames{"GPSLatitude",      "GPSLongitude",       "GPSDestLatitude",
                                                      "GPSDestLongitude", "GPSAreaInformation", "GPSAltitude"};
constexpr std::array<std::string_view, 7> kOwnerNames{"SerialNumber",      "LensSerialNumber", "OwnerName",
                                                      "CameraOwnerName",   "BodySerialNumber", "InternalSerialNumber",
                                                      "CameraSerialNumber"};

bool isXmlNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool isXmlSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Where the property whose name stands at `name` begins and ends, as an attribute or an element with text. Empty where
// it is none, or has no value.
std::string_view propertyAt(std::string_view xmp, std::size_t name, std::size_t nameSize)
{
    std::size_t begin = name - 1; // the colon
    while (begin > 0 && isXmlNameCharacter(xmp[begin - 1]))
        --begin;
    std::size_t at = name + nameSize;
    if (begin > 0 && xmp[begin - 1] == '<') {
        const std::string closing = "</" + std::string(xmp.substr(begin, at - begin)) + ">";
        const std::size_t end = xmp.find(closing, at);
        const bool blank = at < xmp.size() && xmp[at] == '>' && end == at + 1;
        return end == std::string_view::npos || blank ? std::string_view()
                                                      : xmp.substr(begin - 1, end + closing.size() - begin + 1);
    }
    while (at < xmp.size() && isXmlSpace(xmp[at]))
        ++at;
    if (at >= xmp.size() || xmp[at] != '=')
        return {};
    ++at;
    while (at < xmp.size() && isXmlSpace(xmp[at]))
        ++at;
    if (at >= xmp.size() || (xmp[at] != '"' && xmp[at] != '\''))
        return {};
    const std::size_t end = xmp.find(xmp[at], at + 1);
    return end == std::string_view::npos || end == at + 1 ? std::string_view() : xmp.substr(begin, end + 1 - begin);
}

template <std::size_t count>
std::vector<std::string_view> propertiesIn(std::string_view xmp, const std::array<std::string_view, count> &names)
{
    std::vector<std::string_view> found;
    for (const std::string_view name : names) {
        for (std::size_t at = xmp.find(name); at != std::string_view::npos; at = xmp.find(name, at + 1)) {
            const bool whole = at > 1 && xmp[at - 1] == ':' && at + name.size() < xmp.size()
                && !isXmlNameCharacter(xmp[at + name.size()]);
            if (!whole || (at > 1 && xmp[at - 2] == '/'))
                continue;
            if (const std::string_view property = propertyAt(xmp, at, name.size()); !property.empty())
                found.push_back(property);
            if (found.size() >= kMostBlocks)
                return found;
        }
    }
    return found;
}

void blankOut(std::string &file, const std::vector<std::string_view> &properties, std::string_view within,
              std::size_t begin)
{
    for (const std::string_view property : properties)
        std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(begin + std::size_t(property.data() - within.data())),
                    property.size(), ' ');
}

void sumPngChunk(std::string &file, std::size_t chunk)
{
    const std::size_t size = bigEndian(file, chunk, 4);
    const std::uint32_t sum = base::crc32(base::view(std::string_view(file).substr(chunk + 4, size + 4)));
    for (std::size_t i = 0; i < 4; ++i)
        file[chunk + 8 + size + i] = static_cast<char>(sum >> (24 - 8 * i));
}

} // namespace

PictureTraces tracesIn(base::ByteView picture)
{
    const std::string_view file = base::text(picture);
    PictureTraces traces;
    for (const FactBlock &block : blocksIn(file)) {
        const std::string_view content = file.substr(block.begin, block.size);
        if (block.kind == FactKind::Exif) {
            const PictureTraces found = ExifBlock::tracesIn(content);
            traces.place = traces.place || found.place;
            traces.owner = traces.owner || found.owner;
        } else {
            traces.place = traces.place || !propertiesIn(content, kPlaceNames).empty();
            traces.owner = traces.owner || !propertiesIn(content, kOwnerNames).empty();
        }
    }
    return traces;
}

base::Result<base::Bytes> withoutTraces(const base::Bytes &picture, const PictureTraces &traces)
{
    const base::Error refused{ErrorKind::Corrupt,
                              u"what is written into the picture can't be taken out without changing it"_s,
                              u"leave the picture out, or save it anew with another program"_s};
    const auto facts = imageFacts(picture, ImageLook::Head);
    const auto before = facts ? pictureLuma(picture, *facts) : base::Result<Luma>(base::fail(facts.error()));
    if (!before)
        return base::fail(before.error());
    std::string file = picture.toStdString();
    for (const FactBlock &block : blocksIn(base::text(picture))) {
        if (block.kind == FactKind::Exif) {
            ExifBlock::remove(file, block.begin, block.size, traces);
        } else {
            const std::string content = file.substr(block.begin, block.size);
            if (traces.place)
                blankOut(file, propertiesIn<kPlaceNames.size()>(content, kPlaceNames), content, block.begin);
            if (traces.owner)
                blankOut(file, propertiesIn<kOwnerNames.size()>(content, kOwnerNames), content, block.begin);
        }
        if (block.chunk != 0)
            sumPngChunk(file, block.chunk);
    }
    const base::Bytes result = QByteArray::fromStdString(file);
    const PictureTraces left = tracesIn(result);
    const auto factsAfter = imageFacts(result, ImageLook::Head);
    if ((traces.place && left.place) || (traces.owner && left.owner) || !factsAfter
        || factsAfter->orientation != facts->orientation)
        return base::fail(refused);
    const auto after = pictureLuma(result, *factsAfter);
    if (!after || *after != *before)
        return base::fail(refused);
    return result;
}

} // namespace datanet::dataset
