#pragma once

#include <memory>

struct evp_pkey_st;

// OpenSSL's key, owned; for the .cpp files of device keys.
namespace datanet::crypto::detail {

struct KeyHandle
{
    explicit KeyHandle(evp_pkey_st *handle) : key(handle) { }
    ~KeyHandle();
    KeyHandle(const KeyHandle &) = delete;
    KeyHandle &operator=(const KeyHandle &) = delete;

    evp_pkey_st *key;
};

// Nothing when the handle is null.
inline std::shared_ptr<const KeyHandle> owned(evp_pkey_st *handle)
{
    return handle == nullptr ? nullptr : std::make_shared<const KeyHandle>(handle);
}

} // namespace datanet::crypto::detail
