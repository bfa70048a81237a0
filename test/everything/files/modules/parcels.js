exports.kinds = ['letter', 'parcel'];
