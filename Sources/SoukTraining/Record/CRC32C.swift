import CSoukVectors

/// CRC-32C (Castagnoli), as TensorFlow's record files use it.
enum CRC32C {
    /// Rotated and shifted, because a checksum of data that holds its own checksum is weak.
    static func masked(_ bytes: some Collection<UInt8>) -> UInt32 {
        let crc = cv_crc32c(0, Array(bytes), bytes.count)
        return ((crc >> 15) | (crc << 17)) &+ 0xA282_EAD8
    }
}
