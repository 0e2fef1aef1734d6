#include "versioning/object_batch.h"

#include "base/background_queue.h"
#include "base/compression.h"
#include "crypto/digest.h"
#include "dataset/segment.h"
#include "versioning/pack_writer.h"

#include <algorithm>
#include <utility>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

// A pack costs two synced files whatever it holds; each loose object costs one.
constexpr std::size_t kMostLooseInBatch = 16;

} // namespace

struct ObjectBatch::State
{
    explicit State(Repository &target) : repository(target) { }

    Repository &repository;
    std::vector<NewObject> few; // until there are too many of them
    std::optional<PackWriter> pack;
    std::int64_t bytes = 0;

    using NamedFrame = std::pair<SegmentName, base::Bytes>;
    std::vector<ContentTree::Segment> written;
    base::BackgroundQueue<NamedFrame> checked;
    base::BackgroundQueue<NamedFrame> segments; // ends before what it hands on to

    Status write(ObjectType type, const ObjectId &id, base::Bytes content)
    {
        bytes += content.size();
        if (!pack) {
            few.push_back({type, id, std::move(content)});
            if (few.size() <= kMostLooseInBatch)
                return {};
            auto writer = PackWriter::begin(repository.path());
            if (!writer)
                return fail(writer.error());
            pack.emplace(std::move(*writer));
            for (const NewObject &object : few) {
                if (auto status = pack->add(object.type, object.id, object.bytes); !status)
                    return status;
            }
            few.clear();
            return {};
        }
        return pack->add(type, id, content);
    }

    // What a version says must not rest on the working copy being undamaged.
    Status checkSegments()
    {
        base::Decompressor decompressor;
        crypto::Sha256 digest;
        while (auto item = segments.take()) {
            const auto &[name, frame] = *item;
            const auto raw = decompressor.decompress(frame, dataset::kMaximumSegmentBytes);
            if (!raw)
                return fail(raw.error().within(u"the working copy is damaged"_s));
            digest.update(*raw);
            if (digest.finish() != name.sha256 || std::count(raw->cbegin(), raw->cend(), '\n') != name.count)
                return fail(ErrorKind::Corrupt, u"the working copy is damaged: a segment is not what was stored"_s,
                            u"delete working.db; it is rebuilt from the versions"_s);
            if (auto status = checked.put(std::move(*item)); !status)
                return status;
        }
        return {};
    }

    Status writeSegments()
    {
        while (const auto item = checked.take()) {
            const auto &[name, frame] = *item;
            const ObjectId id = objectId(ObjectType::Blob, frame);
            written.push_back({name, id});
            if (auto status = write(ObjectType::Blob, id, frame); !status)
                return status;
        }
        return {};
    }
};

ObjectBatch::ObjectBatch(std::unique_ptr<State> state) : m_state(std::move(state))
{
    m_state->checked.start([state = m_state.get()] { return state->writeSegments(); });
    m_state->segments.start([state = m_state.get()] { return state->checkSegments(); });
}

ObjectBatch::~ObjectBatch() = default;

Result<std::unique_ptr<ObjectBatch>> ObjectBatch::begin(Repository &repository)
{
    return std::unique_ptr<ObjectBatch>(new ObjectBatch(std::make_unique<State>(repository)));
}

Status ObjectBatch::addSegment(const SegmentName &name, base::Bytes frame)
{
    return m_state->segments.put({name, std::move(frame)});
}

Result<std::map<std::uint16_t, std::vector<ContentTree::Segment>>> ObjectBatch::takeSegments()
{
    if (auto status = m_state->segments.finish(); !status)
        return fail(status.error());
    if (auto status = m_state->checked.finish(); !status)
        return fail(status.error());
    std::map<std::uint16_t, std::vector<ContentTree::Segment>> byFolder;
    for (const ContentTree::Segment &segment : std::exchange(m_state->written, {}))
        byFolder[segment.name.folder()].push_back(segment);
    return byFolder;
}

Result<ObjectId> ObjectBatch::add(ObjectType type, base::ByteView bytes)
{
    const ObjectId id = objectId(type, bytes);
    if (auto status = m_state->write(type, id, bytes.toByteArray()); !status)
        return fail(status.error());
    return id;
}

std::int64_t ObjectBatch::bytes() const
{
    return m_state->bytes;
}

Status ObjectBatch::finish()
{
    State &state = *m_state;
    for (const NewObject &object : state.few) {
        if (const auto id = state.repository.write(object.type, object.bytes); !id)
            return fail(id.error());
    }
    if (state.pack) {
        if (auto status = state.pack->finish(); !status)
            return status;
        state.repository.refresh();
    }
    return {};
}

} // namespace datanet::versioning
